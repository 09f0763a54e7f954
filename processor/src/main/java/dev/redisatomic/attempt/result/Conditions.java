package dev.redisatomic.attempt.result;

import static dev.redisatomic.attempt.result.WriteWords.bytes;

import dev.redisatomic.attempt.result.NeededResult.Answer;
import dev.redisatomic.attempt.result.NeededResult.Read;
import dev.redisatomic.command.Command;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes that happen only if something is, or is not, there. */
final class Conditions {

  private static final byte[] OK = bytes("OK");
  private static final Set<String> EXPIRATIONS = Set.of("EX", "PX", "EXAT", "PXAT");
  private static final Set<String> COMPARISONS = Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE");

  private Conditions() {}

  /** Answers {@code SET key value [NX | XX | IFEQ other | …] [GET] [EX seconds | … | KEEPTTL]}. */
  static @Nullable NeededResult set(WriteWords write) {
    if (write.size() <= 3) {
      return write.size() < 3 ? null : NeededResult.always(OK, write.command());
    }
    List<byte[]> plain = new ArrayList<>(Arrays.asList(write.words(1, 3)));
    String condition = "";
    byte[] operand = new byte[0];
    boolean answersValue = false;
    for (int i = 3; i < write.size(); i++) {
      String option = write.option(i);
      boolean last = i == write.size() - 1;
      if (option.equals("GET")) {
        answersValue = true;
      } else if (option.equals("NX") || option.equals("XX")) {
        condition = option;
      } else if (COMPARISONS.contains(option) && !last) {
        condition = option;
        operand = write.word(++i);
      } else if (option.equals("KEEPTTL")) {
        plain.add(write.word(i));
      } else if (EXPIRATIONS.contains(option) && !last) {
        plain.add(write.word(i));
        plain.add(write.word(++i));
      } else {
        return null;
      }
    }
    if (condition.isEmpty() && !answersValue) {
      return NeededResult.always(OK, write.command());
    }
    if (!answersValue && condition.length() == 2) {
      boolean wanted = condition.equals("XX");
      return NeededResult.of(
          write.exists(1),
          count -> isTrue(count) == wanted ? new Answer(OK, write.command()) : nothing(null));
    }
    // WATCH sees to the condition, and the old value need not be sent again
    Command unconditional = Command.of("SET", plain.toArray(byte[][]::new));
    return compared(write, condition, operand, answersValue, unconditional);
  }

  private static @Nullable NeededResult compared(
      WriteWords write,
      String condition,
      byte[] operand,
      boolean answersValue,
      Command unconditional) {
    Predicate<@Nullable Object> holds = condition(condition, operand);
    if (!condition.startsWith("IFD")) {
      return NeededResult.of(
          write.read(null, "GET", 1),
          value -> {
            boolean applies = holds.test(value);
            Object reply = answersValue ? value : applies ? OK : null;
            return new Answer(reply, applies ? unconditional : null);
          });
    }
    return answersValue
        ? null
        : NeededResult.of(
            digest(write),
            value -> holds.test(value) ? new Answer(OK, unconditional) : nothing(null));
  }

  private static Read digest(WriteWords write) {
    return write.read(null, "DIGEST", 1);
  }

  /** A condition on the value, or its digest. */
  private static Predicate<@Nullable Object> condition(String condition, byte[] operand) {
    return switch (condition) {
      case "NX" -> Objects::isNull;
      case "XX" -> Objects::nonNull;
      case "IFEQ" -> value -> value instanceof byte[] old && Arrays.equals(old, operand);
      case "IFNE" -> value -> !(value instanceof byte[] old && Arrays.equals(old, operand));
      case "IFDEQ" -> digest -> hex(digest).equals(hex(operand));
      case "IFDNE" -> digest -> !hex(digest).equals(hex(operand));
      default -> value -> true;
    };
  }

  private static String hex(@Nullable Object digest) {
    return digest instanceof byte[] word
        ? new String(word, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)
        : "";
  }

  /** Answers {@code DELEX key [IFEQ other | …]}; what is not there is never deleted. */
  static @Nullable NeededResult deleteIf(WriteWords write) {
    if (write.size() == 2) {
      return Existence.deleted(write);
    }
    if (write.size() != 4 || !COMPARISONS.contains(write.option(2))) {
      return null;
    }
    return deletedIf(write, write.option(2), write.word(3));
  }

  /** Answers Valkey's {@code DELIFEQ key other}. */
  static @Nullable NeededResult deleteIfEqual(WriteWords write) {
    return write.size() == 3 ? deletedIf(write, "IFEQ", write.word(2)) : null;
  }

  private static NeededResult deletedIf(WriteWords write, String condition, byte[] operand) {
    Predicate<@Nullable Object> holds = condition(condition, operand);
    Read read = condition.startsWith("IFD") ? digest(write) : write.read(null, "GET", 1);
    return NeededResult.of(
        read,
        value ->
            value != null && holds.test(value) ? new Answer(1L, write.command()) : nothing(0L));
  }

  static @Nullable NeededResult setIfMissing(WriteWords write) {
    return write.size() == 3 ? ifNone(write, write.exists(1)) : null;
  }

  static @Nullable NeededResult setAllIfMissing(WriteWords write) {
    return write.size() >= 3 && write.size() % 2 == 1 ? ifNone(write, write.exist(1, 2)) : null;
  }

  static @Nullable NeededResult setFieldIfMissing(WriteWords write) {
    return write.size() == 4 ? ifNone(write, write.read(0L, "HEXISTS", 1, write.word(2))) : null;
  }

  private static NeededResult ifNone(WriteWords write, Read count) {
    return NeededResult.of(
        count, found -> isTrue(found) ? nothing(0L) : new Answer(1L, write.command()));
  }

  /** Answers {@code HSETEX key [FNX | FXX] [EX seconds | …] FIELDS count field value …}. */
  static @Nullable NeededResult setFields(WriteWords write) {
    int from = OldValues.firstField(write);
    if (from < 0 || write.count(from - 1) * 2 != write.size() - from) {
      return null;
    }
    String condition = "";
    for (int i = 2; i < from - 2; i++) {
      if (write.option(i).equals("FNX") || write.option(i).equals("FXX")) {
        condition = write.option(i);
      }
    }
    if (condition.isEmpty()) {
      return NeededResult.always(1L, write.command());
    }
    byte[][] fields = new byte[(write.size() - from) / 2][];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = write.word(from + 2 * i);
    }
    Predicate<@Nullable Object> holds =
        condition.equals("FNX") ? Objects::isNull : Objects::nonNull;
    return NeededResult.of(
        write.read(Arrays.asList(new Object[fields.length]), "HMGET", 1, fields),
        reply ->
            reply instanceof List<?> values && values.stream().allMatch(holds)
                ? new Answer(1L, write.command())
                : nothing(0L));
  }

  /** Answers {@code ZADD key NX [CH] score member}; with several members the result is a count. */
  static @Nullable NeededResult addIfMissing(WriteWords write) {
    boolean onlyIfMissing = false;
    int score = 2;
    for (; score < write.size() - 2; score++) {
      if (write.option(score).equals("NX")) {
        onlyIfMissing = true;
      } else if (!write.option(score).equals("CH")) {
        return null;
      }
    }
    return onlyIfMissing
        ? NeededResult.of(
            write.read(null, "ZSCORE", 1, write.word(score + 1)),
            old -> old == null ? new Answer(1L, write.command()) : nothing(0L))
        : null;
  }

  static Answer nothing(@Nullable Object reply) {
    return new Answer(reply, null);
  }

  static boolean isTrue(@Nullable Object count) {
    return count instanceof Number number && number.longValue() > 0;
  }
}
