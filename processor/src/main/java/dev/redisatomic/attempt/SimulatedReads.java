package dev.redisatomic.attempt;

import dev.redisatomic.attempt.KeyState.Kind;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers reads on top of pending writes: from what is known, or by asking the server. */
final class SimulatedReads {

  private SimulatedReads() {}

  /**
   * The way to answer one read.
   *
   * @param toSend what to ask the server, {@code null} if everything is known
   * @param answer makes the reply of the server's, which is {@code null} where nothing was sent
   */
  record Reading(@Nullable Command toSend, UnaryOperator<@Nullable Object> answer) {

    static Reading known(@Nullable Object reply) {
      return new Reading(null, nothing -> reply);
    }

    static Reading asked(Command read) {
      return new Reading(read, reply -> reply);
    }
  }

  /**
   * Finds the way to answer a read; {@code null} if only the server could, after the pending
   * writes.
   */
  static @Nullable Reading of(ClassifiedCommand read, Function<Key, KeyState> states) {
    Command command = read.command();
    Reading known =
        switch (command.name()) {
          case "GET" -> command.size() == 2 ? get(command, states) : null;
          case "MGET" -> mget(command, states);
          case "STRLEN" -> command.size() == 2 ? strlen(command, states) : null;
          case "EXISTS" -> exists(command, states);
          case "HGET" -> command.size() == 3 ? hget(command, states) : null;
          case "HMGET" -> command.size() > 2 ? hmget(command, states) : null;
          default -> null;
        };
    return known == null && isUnwritten(read, states) ? Reading.asked(command) : known;
  }

  /**
   * The fields that a read is about; none if it is about whole keys, {@code null} if about other
   * things.
   */
  static @Nullable Set<Key> fields(Command read) {
    return switch (read.name()) {
      case "GET", "MGET", "STRLEN", "EXISTS" -> Set.of();
      case "HGET", "HMGET" -> {
        Set<Key> fields = new LinkedHashSet<>();
        for (int i = 2; i < read.size(); i++) {
          fields.add(Key.of(read.word(i)));
        }
        yield fields.isEmpty() ? null : fields;
      }
      default -> null;
    };
  }

  /** Whether the server's answer holds: no pending write may have changed one of its keys. */
  private static boolean isUnwritten(ClassifiedCommand read, Function<Key, KeyState> states) {
    return !read.keys().isEmpty()
        && !read.runsScript()
        && read.keys().stream().noneMatch(key -> states.apply(key).written());
  }

  private static @Nullable Reading get(Command read, Function<Key, KeyState> states) {
    KeyState state = states.apply(Key.of(read.word(1)));
    return isStringOrMissing(state) ? Reading.known(copy(state.value())) : null;
  }

  private static @Nullable Reading strlen(Command read, Function<Key, KeyState> states) {
    KeyState state = states.apply(Key.of(read.word(1)));
    byte[] value = state.value();
    return isStringOrMissing(state)
        ? Reading.known(value == null ? 0L : (long) value.length)
        : null;
  }

  private static boolean isStringOrMissing(KeyState state) {
    return state.kind() == Kind.STRING || state.kind() == Kind.MISSING;
  }

  private static @Nullable Reading mget(Command read, Function<Key, KeyState> states) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<byte[]> unknown = new ArrayList<>();
    for (int i = 1; i < read.size(); i++) {
      KeyState state = states.apply(Key.of(read.word(i)));
      if (state.isOpaque()) {
        return null;
      }
      if (state.kind() == Kind.UNKNOWN) {
        places.add(values.size());
        unknown.add(read.word(i));
      }
      // of a hash, MGET says nil
      values.add(copy(state.value()));
    }
    return unknown.isEmpty()
        ? Reading.known(values)
        : new Reading(
            Command.of("MGET", unknown.toArray(byte[][]::new)),
            reply -> filled(values, places, reply));
  }

  private static @Nullable Reading exists(Command read, Function<Key, KeyState> states) {
    long known = 0;
    List<byte[]> unknown = new ArrayList<>();
    for (int i = 1; i < read.size(); i++) {
      KeyState state = states.apply(Key.of(read.word(i)));
      Boolean there = state.exists();
      if (there != null) {
        known += there ? 1 : 0;
      } else if (state.written()) {
        return null;
      } else {
        unknown.add(read.word(i));
      }
    }
    long count = known;
    return unknown.isEmpty()
        ? Reading.known(count)
        : new Reading(
            Command.of("EXISTS", unknown.toArray(byte[][]::new)),
            reply -> reply instanceof Long more ? Long.valueOf(count + more) : reply);
  }

  private static @Nullable Reading hget(Command read, Function<Key, KeyState> states) {
    KeyState state = states.apply(Key.of(read.word(1)));
    Key field = Key.of(read.word(2));
    if (!state.isHashOrMissing() || state.unsure().contains(field)) {
      return null;
    }
    // other fields are on the server what they will be after the pending writes
    return state.knows(field) ? Reading.known(copy(state.field(field))) : Reading.asked(read);
  }

  private static @Nullable Reading hmget(Command read, Function<Key, KeyState> states) {
    KeyState state = states.apply(Key.of(read.word(1)));
    if (!state.isHashOrMissing()) {
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<byte[]> words = new ArrayList<>();
    words.add(read.word(1));
    for (int i = 2; i < read.size(); i++) {
      Key field = Key.of(read.word(i));
      if (state.unsure().contains(field)) {
        return null;
      }
      if (!state.knows(field)) {
        places.add(values.size());
        words.add(read.word(i));
      }
      values.add(copy(state.field(field)));
    }
    return places.isEmpty()
        ? Reading.known(values)
        : new Reading(
            Command.of("HMGET", words.toArray(byte[][]::new)),
            reply -> filled(values, places, reply));
  }

  /** Puts the server's part of an answer into its places. */
  private static @Nullable Object filled(
      List<@Nullable Object> values, List<Integer> places, @Nullable Object reply) {
    if (!(reply instanceof List<?> more) || more.size() != places.size()) {
      return reply;
    }
    for (int i = 0; i < places.size(); i++) {
      values.set(places.get(i), more.get(i));
    }
    return values;
  }

  /** A body may change what it is given. */
  private static byte @Nullable [] copy(byte @Nullable [] value) {
    return value == null ? null : value.clone();
  }
}
