package dev.redisatomic.attempt;

import dev.redisatomic.attempt.KeyState.Kind;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a group as its members see them: what was read under the group's WATCH, and the
 * pending writes on top. It computes only what is certain to be the server's own answer; of
 * everything else it says that it does not know.
 */
final class Overlay {

  private final Map<Key, KeyState> states = new HashMap<>();
  private boolean allWritten;

  /** The state of a key before the writes of the member that asks. */
  KeyState stateOf(Key key) {
    KeyState state = states.get(key);
    if (state != null) {
      return state;
    }
    return allWritten ? KeyState.OPAQUE : KeyState.UNREAD;
  }

  /** The state of a key after these writes, too. */
  KeyState stateOf(Key key, WriteLog own) {
    if (own.writeTo(key) == null) {
      return stateOf(key);
    }
    Map<Key, KeyState> one = new HashMap<>();
    one.put(key, stateOf(key));
    own.writes().forEach(write -> apply(write.command(), one, key));
    return one.getOrDefault(key, KeyState.OPAQUE);
  }

  /** Applies one write. */
  void apply(ClassifiedCommand write) {
    if (write.writesAllKeys() || isScript(write.command())) {
      allWritten = true;
      states.replaceAll((key, state) -> KeyState.OPAQUE);
    }
    Map<Key, KeyState> changed = new HashMap<>();
    for (Key key : write.keys()) {
      changed.computeIfAbsent(key, this::stateOf);
    }
    for (Key key : List.copyOf(changed.keySet())) {
      apply(write, changed, key);
    }
    states.putAll(changed);
  }

  /** Whether nothing keeps a command to the keys that it declares: a script, read-only or not. */
  static boolean isScript(Command command) {
    return command.name().startsWith("EVAL") || command.name().startsWith("FCALL");
  }

  private static void apply(ClassifiedCommand write, Map<Key, KeyState> states, Key key) {
    if (write.writesAllKeys() || write.keys().contains(key)) {
      KeyState before = states.getOrDefault(key, KeyState.OPAQUE);
      states.put(key, SimulatedWrites.after(write.command(), key, before));
    }
  }

  /** Learns from the server's reply to a read of keys that no pending write may have changed. */
  void learn(Command read, @Nullable Object reply) {
    switch (read.name()) {
      case "GET" -> {
        if (read.size() == 2 && isValue(reply)) {
          learn(Key.of(read.word(1)), reply);
        }
      }
      case "MGET" -> {
        if (reply instanceof List<?> values && values.size() == read.size() - 1) {
          for (int i = 0; i < values.size(); i++) {
            // a key of another type answers nil, too
            if (values.get(i) instanceof byte[] value) {
              learn(Key.of(read.word(i + 1)), value);
            }
          }
        }
      }
      case "HGET" -> {
        if (read.size() == 3 && isValue(reply)) {
          learnField(Key.of(read.word(1)), Key.of(read.word(2)), (byte[]) reply);
        }
      }
      case "HMGET" -> {
        if (reply instanceof List<?> values && values.size() == read.size() - 2) {
          for (int i = 0; i < values.size(); i++) {
            if (isValue(values.get(i))) {
              learnField(Key.of(read.word(1)), Key.of(read.word(i + 2)), (byte[]) values.get(i));
            }
          }
        }
      }
      case "EXISTS" -> {
        if (read.size() == 2 && Long.valueOf(0).equals(reply)) {
          learn(Key.of(read.word(1)), null);
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

  private void learn(Key key, @Nullable Object value) {
    KeyState before = stateOf(key);
    if (before.kind() == Kind.UNKNOWN && !before.written()) {
      states.put(
          key,
          value instanceof byte[] bytes
              ? KeyState.string(bytes.clone(), false)
              : KeyState.missing(false));
    }
  }

  /** Learns a field, also of a hash that has been written: its other fields are as they were. */
  private void learnField(Key key, Key field, byte @Nullable [] value) {
    KeyState before = stateOf(key);
    boolean may =
        before.kind() == Kind.HASH || (before.kind() == Kind.UNKNOWN && !before.written());
    if (may && !before.knows(field)) {
      states.put(key, before.with(field, value == null ? null : value.clone(), false));
    }
  }
}
