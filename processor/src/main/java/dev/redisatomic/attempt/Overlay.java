package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a group as its members see them: what was read under the group's WATCH, and the
 * pending writes on top. It computes only what is certain to be the server's own answer; of
 * everything else it says that it does not know.
 */
final class Overlay {

  private final Map<Key, PendingKey> keys = new HashMap<>();
  private boolean allWritten;

  /** The state of a key before the writes of the member that asks. */
  KeyState stateOf(Key key) {
    PendingKey known = keys.get(key);
    return known == null ? unknown() : known.state();
  }

  private KeyState unknown() {
    return allWritten ? KeyState.OPAQUE : KeyState.UNREAD;
  }

  /** The state of a key after these writes, too. */
  KeyState stateOf(Key key, WriteLog own) {
    return own.writeTo(key) == null ? stateOf(key) : find(key).stateAfter(writesTo(key, own));
  }

  private PendingKey find(Key key) {
    PendingKey known = keys.get(key);
    return known == null ? new PendingKey(key, unknown()) : known;
  }

  private PendingKey keep(Key key) {
    return keys.computeIfAbsent(key, each -> new PendingKey(each, unknown()));
  }

  private static List<Command> writesTo(Key key, WriteLog log) {
    return log.writes().stream()
        .map(RecordedWrite::command)
        .filter(write -> write.writesAllKeys() || write.keys().contains(key))
        .map(ClassifiedCommand::command)
        .toList();
  }

  /** Applies one write. */
  void apply(ClassifiedCommand write) {
    if (write.writesAllKeys() || write.runsScript() || write.isOfModule()) {
      allWritten = true;
      keys.clear();
    }
    new LinkedHashSet<>(write.keys()).forEach(key -> keep(key).apply(write.command()));
  }

  /** Makes the reads that would show again what the server has shown, for the next group. */
  List<ClassifiedCommand> readsAgain(int keysAtMost) {
    return keys.values().stream()
        .map(PendingKey::again)
        .filter(Objects::nonNull)
        .limit(keysAtMost)
        .toList();
  }

  /**
   * The reads whose replies have to be learned first, so that a read can be answered.
   *
   * @param read cannot be answered yet
   * @param own the writes of the member that asks
   * @return nothing if that would not help
   */
  List<Command> missing(ClassifiedCommand read, WriteLog own) {
    Set<Key> fields = SimulatedReads.fields(read.command());
    if (fields == null) {
      return List.of();
    }
    List<Command> missing = new ArrayList<>();
    for (Key key : new LinkedHashSet<>(read.keys())) {
      KeyState state = stateOf(key, own);
      if (state.isOpaque() || !Collections.disjoint(state.unsure(), fields)) {
        Command ask = find(key).missing(fields, writesTo(key, own));
        if (ask == null) {
          return List.of();
        }
        missing.add(ask);
      }
    }
    return missing;
  }

  /** Learns from the server's reply, on which pending writes have no effect yet. */
  void learn(Command read, @Nullable Object reply) {
    switch (read.name()) {
      case "GET" -> {
        if (read.size() == 2 && isValue(reply)) {
          keep(Key.of(read.word(1))).learn((byte[]) reply);
        }
      }
      case "MGET" -> {
        if (reply instanceof List<?> values && values.size() == read.size() - 1) {
          for (int i = 0; i < values.size(); i++) {
            // a key of another type answers nil, too
            if (values.get(i) instanceof byte[] value) {
              keep(Key.of(read.word(i + 1))).learn(value);
            }
          }
        }
      }
      case "HGET" -> {
        if (read.size() == 3 && isValue(reply)) {
          keep(Key.of(read.word(1))).learn(Key.of(read.word(2)), (byte[]) reply);
        }
      }
      case "HMGET" -> {
        if (reply instanceof List<?> values && values.size() == read.size() - 2) {
          for (int i = 0; i < values.size(); i++) {
            if (isValue(values.get(i))) {
              keep(Key.of(read.word(1))).learn(Key.of(read.word(i + 2)), (byte[]) values.get(i));
            }
          }
        }
      }
      case "EXISTS" -> {
        if (read.size() == 2 && Long.valueOf(0).equals(reply)) {
          keep(Key.of(read.word(1))).learn(null);
        }
      }
      default -> {
        // says nothing that a later read could use
      }
    }
  }

  private static boolean isValue(@Nullable Object reply) {
    return reply == null || reply instanceof byte[];
  }
}
