package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The recorded writes in order. A savepoint is the number of the next write. */
final class WriteLog {

  private final List<RecordedWrite> writes = new ArrayList<>();

  /** The number of each write; they stay the same when one before it is removed. */
  private final List<Integer> numbers = new ArrayList<>();

  private Map<Key, RecordedWrite> firstWrite = Map.of();
  private @Nullable RecordedWrite firstWriteToAllKeys;
  private int next;

  RecordedWrite add(ClassifiedCommand command) {
    RecordedWrite write = new RecordedWrite(command);
    append(write);
    return write;
  }

  void append(RecordedWrite write) {
    writes.add(write);
    numbers.add(next++);
    index(write);
  }

  private void index(RecordedWrite write) {
    List<Key> keys = write.command().keys();
    firstWrite = firstWrite.isEmpty() ? new HashMap<>(8) : firstWrite;
    for (int i = 0; i < keys.size(); i++) {
      firstWrite.putIfAbsent(keys.get(i), write);
    }
    if (firstWriteToAllKeys == null && write.command().writesAllKeys()) {
      firstWriteToAllKeys = write;
    }
  }

  /** The earliest recorded write that may have changed this key. */
  @Nullable RecordedWrite writeTo(Key key) {
    RecordedWrite first = firstWrite.get(key);
    if (first == null || firstWriteToAllKeys == null) {
      return first == null ? firstWriteToAllKeys : first;
    }
    return writes.indexOf(first) < writes.indexOf(firstWriteToAllKeys)
        ? first
        : firstWriteToAllKeys;
  }

  /** The earliest recorded write to keys that it does not name. */
  @Nullable RecordedWrite writeToAllKeys() {
    return firstWriteToAllKeys;
  }

  /** The keys that the recorded writes name. */
  Set<Key> keys() {
    return firstWrite.keySet();
  }

  int savepoint() {
    return next;
  }

  /** Removes the writes that were added since, and returns them. */
  List<RecordedWrite> rollBackTo(int savepoint) {
    int kept = writes.size();
    while (kept > 0 && numbers.get(kept - 1) >= savepoint) {
      kept--;
    }
    if (kept == writes.size()) {
      return List.of();
    }
    List<RecordedWrite> removed = new ArrayList<>(writes.subList(kept, writes.size()));
    writes.subList(kept, writes.size()).clear();
    numbers.subList(kept, numbers.size()).clear();
    indexAll();
    return removed;
  }

  void remove(RecordedWrite write) {
    int at = writes.lastIndexOf(write);
    writes.remove(at);
    numbers.remove(at);
    indexAll();
  }

  private void indexAll() {
    firstWrite = Map.of();
    firstWriteToAllKeys = null;
    writes.forEach(this::index);
  }

  int size() {
    return writes.size();
  }

  List<RecordedWrite> writes() {
    return writes;
  }
}
