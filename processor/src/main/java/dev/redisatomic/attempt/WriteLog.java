package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recorded writes in order. A savepoint is an index into it. */
final class WriteLog {

  private static final int NEVER = Integer.MAX_VALUE;

  private final List<RecordedWrite> writes = new ArrayList<>();
  private final Map<Key, Integer> firstWrite = new HashMap<>();
  private int firstWriteToAllKeys = NEVER;

  RecordedWrite add(ClassifiedCommand command) {
    int index = writes.size();
    RecordedWrite write = new RecordedWrite(command);
    writes.add(write);
    command.keys().forEach(key -> firstWrite.putIfAbsent(key, index));
    if (command.writesAllKeys()) {
      firstWriteToAllKeys = Math.min(firstWriteToAllKeys, index);
    }
    return write;
  }

  /** The earliest recorded write that may have changed this key. */
  @Nullable RecordedWrite writeTo(Key key) {
    Integer first = firstWrite.get(key);
    int index = first == null ? firstWriteToAllKeys : Math.min(first, firstWriteToAllKeys);
    return index == NEVER ? null : writes.get(index);
  }

  void rollBackTo(int savepoint) {
    writes.subList(savepoint, writes.size()).clear();
    firstWrite.values().removeIf(index -> index >= savepoint);
    if (firstWriteToAllKeys >= savepoint) {
      firstWriteToAllKeys = NEVER;
    }
  }

  int size() {
    return writes.size();
  }

  List<RecordedWrite> writes() {
    return writes;
  }
}
