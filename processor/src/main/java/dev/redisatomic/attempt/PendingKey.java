package dev.redisatomic.attempt;

import dev.redisatomic.attempt.KeyState.Kind;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key of a group: what the server has shown of it, and the pending writes to it. Writes may
 * come before anything was read; what they have done is computed as soon as it is.
 */
final class PendingKey {

  /** Longer values are not read ahead: perhaps nobody wants them. */
  private static final int MAX_AHEAD_BYTES = 4_096;

  /** Each group adds the fields that it reads to those read ahead: with more, it begins anew. */
  private static final int MAX_AHEAD_FIELDS = 32;

  private final Key key;
  private final List<Command> writes = new ArrayList<>();
  private final Set<Key> fieldsShown = new LinkedHashSet<>();
  private boolean shown;
  private KeyState base;
  private KeyState state;

  /**
   * A key without pending writes.
   *
   * @param base what is known of it
   */
  PendingKey(Key key, KeyState base) {
    this.key = key;
    this.base = base;
    this.state = base;
  }

  /** The key after the pending writes. */
  KeyState state() {
    return state;
  }

  /** The key after these writes, too. */
  KeyState stateAfter(Collection<Command> own) {
    return after(state, own);
  }

  private KeyState after(KeyState start, Collection<Command> all) {
    KeyState after = start;
    for (Command write : all) {
      after = SimulatedWrites.after(write, key, after);
    }
    return after;
  }

  /** Adds one write. */
  void apply(Command write) {
    KeyState regardless = SimulatedWrites.after(write, key, KeyState.OPAQUE);
    if (regardless.isOpaque()) {
      writes.add(write);
      state = SimulatedWrites.after(write, key, state);
    } else {
      writes.clear();
      base = regardless;
      state = regardless;
    }
  }

  /** Learns what the server has, which no pending write has changed yet. */
  void learn(byte @Nullable [] value) {
    shown = value == null || value.length <= MAX_AHEAD_BYTES;
    if (isUnread()) {
      learned(value == null ? KeyState.missing(false) : KeyState.string(value.clone(), false));
    }
  }

  /** Learns a field that the server has. */
  void learn(Key field, byte @Nullable [] value) {
    if (value == null || value.length <= MAX_AHEAD_BYTES) {
      fieldsShown.add(field);
    }
    if ((isUnread() || base.kind() == Kind.HASH) && !base.knows(field)) {
      learned(base.with(field, value == null ? null : value.clone(), false));
    }
  }

  private boolean isUnread() {
    return base.kind() == Kind.UNKNOWN && !base.written();
  }

  private void learned(KeyState shown) {
    KeyState after = after(shown, writes);
    base = shown;
    state = after;
  }

  /**
   * The question to the server whose answer lets a read after all writes be computed.
   *
   * @param asked the fields that it is about, none if it is about the whole key
   * @param own the writes behind the pending ones
   * @return {@code null} if no answer would help
   */
  @Nullable Command missing(Set<Key> asked, Collection<Command> own) {
    Set<Key> fields = new LinkedHashSet<>(asked);
    if (base.kind() == Kind.HASH) {
      fields.removeIf(base::knows);
    } else if (!isUnread()) {
      return null;
    }
    boolean ofHash = !asked.isEmpty();
    if (Stream.concat(writes.stream(), own.stream())
        .anyMatch(write -> !SimulatedWrites.isSimulated(write, ofHash))) {
      return null;
    }
    if (!ofHash) {
      return isUnread() ? Command.of("GET", key.bytes()) : null;
    }
    return fields.isEmpty() ? null : hmget(fields);
  }

  private Command hmget(Set<Key> fields) {
    List<byte[]> words = new ArrayList<>(List.of(key.bytes()));
    fields.forEach(field -> words.add(field.bytes()));
    return Command.of("HMGET", words.toArray(byte[][]::new));
  }

  /** The read that would show once more what the server has shown; {@code null} if it has not. */
  @Nullable ClassifiedCommand again() {
    if ((!shown && fieldsShown.isEmpty()) || fieldsShown.size() > MAX_AHEAD_FIELDS) {
      return null;
    }
    Command read = fieldsShown.isEmpty() ? Command.of("GET", key.bytes()) : hmget(fieldsShown);
    return ClassifiedCommand.of(read, CommandRole.READ, List.of(key));
  }
}
