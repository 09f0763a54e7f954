package dev.redisatomic.attempt;

import dev.redisatomic.attempt.KeyState.Kind;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Effects of writes on keys, for those few whose effect is certain: the type is known, nothing
 * overflows, no expiry is set. Such a write cannot fail, so nobody reads what fails later.
 */
final class SimulatedWrites {

  private static final Set<String> OF_STRINGS = Set.of("INCR", "DECR", "INCRBY", "DECRBY");
  private static final Set<String> OF_HASHES = Set.of("HSET", "HMSET", "HINCRBY", "HDEL");

  private SimulatedWrites() {}

  /** Whether the effect of a write on the kind of key is certain once what it changes is known. */
  static boolean isSimulated(Command write, boolean ofHash) {
    return (ofHash ? OF_HASHES : OF_STRINGS).contains(write.name());
  }

  /** The state of one of its keys after a write; opaque if that is not certain. */
  static KeyState after(Command write, Key key, KeyState before) {
    KeyState after =
        switch (write.name()) {
          case "SET" -> set(write, before);
          case "SETNX" -> write.size() == 3 ? setWhere(false, write, before) : null;
          case "MSET" -> lastOf(write, key);
          case "INCR" -> write.size() == 2 ? plus(before, 1L) : null;
          case "DECR" -> write.size() == 2 ? plus(before, -1L) : null;
          case "INCRBY" -> write.size() == 3 ? plus(before, KeyState.number(write.word(2))) : null;
          case "DECRBY" ->
              write.size() == 3 ? plus(before, negated(KeyState.number(write.word(2)))) : null;
          case "HSET", "HMSET" -> withFields(write, before);
          case "HINCRBY" -> write.size() == 4 ? fieldPlus(write, before) : null;
          case "HDEL" -> withoutFields(write, before);
          case "DEL", "UNLINK" -> KeyState.missing(true);
          default -> null;
        };
    return after == null ? KeyState.OPAQUE : after;
  }

  private static KeyState string(byte[] value) {
    return KeyState.string(value, true);
  }

  private static @Nullable KeyState set(Command set, KeyState before) {
    if (set.size() == 3) {
      return string(set.word(2));
    }
    if (set.size() != 4) {
      return null;
    }
    return switch (Words.text(set.word(3)).toUpperCase(Locale.ROOT)) {
      case "XX" -> setWhere(true, set, before);
      case "NX" -> setWhere(false, set, before);
      default -> null;
    };
  }

  private static @Nullable KeyState setWhere(boolean exists, Command set, KeyState before) {
    Boolean there = before.exists();
    if (there == null) {
      return null;
    }
    return there == exists ? string(set.word(2)) : before;
  }

  private static @Nullable KeyState lastOf(Command mset, Key key) {
    KeyState last = null;
    for (int i = 1; i + 1 < mset.size(); i += 2) {
      if (key.equals(Key.of(mset.word(i)))) {
        last = string(mset.word(i + 1));
      }
    }
    return mset.size() % 2 == 1 ? last : null;
  }

  private static @Nullable KeyState plus(KeyState before, @Nullable Long delta) {
    byte[] sum =
        switch (before.kind()) {
          case STRING -> sum(before.value(), delta);
          case MISSING -> sum(null, delta);
          case HASH, UNKNOWN -> null;
        };
    return sum == null ? null : string(sum);
  }

  /** Adds two numbers; {@code null} if Redis would refuse that. */
  private static byte @Nullable [] sum(byte @Nullable [] text, @Nullable Long delta) {
    Long number = text == null ? Long.valueOf(0) : KeyState.number(text);
    if (number == null || delta == null) {
      return null;
    }
    try {
      return Long.toString(Math.addExact(number, delta)).getBytes(StandardCharsets.US_ASCII);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Long negated(@Nullable Long number) {
    // Redis refuses to negate the lowest number
    return number == null || number == Long.MIN_VALUE ? null : Long.valueOf(-number);
  }

  private static @Nullable KeyState withFields(Command write, KeyState before) {
    if (!before.isHashOrMissing() || write.size() < 4 || write.size() % 2 != 0) {
      return null;
    }
    KeyState after = before;
    for (int i = 2; i < write.size(); i += 2) {
      after = after.with(Key.of(write.word(i)), write.word(i + 1), true);
    }
    return after;
  }

  private static @Nullable KeyState fieldPlus(Command write, KeyState before) {
    Key field = Key.of(write.word(2));
    if (!before.isHashOrMissing()) {
      return null;
    }
    if (!before.knows(field)) {
      // it may fail, which changes no other field
      return before.withUnsure(field);
    }
    byte[] sum = sum(before.field(field), KeyState.number(write.word(3)));
    return sum == null ? null : before.with(field, sum, true);
  }

  private static @Nullable KeyState withoutFields(Command write, KeyState before) {
    if (!before.isHashOrMissing() || write.size() < 3) {
      return null;
    }
    if (before.kind() == Kind.MISSING) {
      return KeyState.missing(before.written());
    }
    KeyState after = before;
    for (int i = 2; i < write.size() && after.kind() == Kind.HASH; i++) {
      after = after.with(Key.of(write.word(i)), null, true);
    }
    return after;
  }
}
