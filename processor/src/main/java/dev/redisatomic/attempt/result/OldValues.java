package dev.redisatomic.attempt.result;

import dev.redisatomic.attempt.result.NeededResult.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes that answer the value which they replace, delete or give another time to live. */
final class OldValues {

  private OldValues() {}

  static @Nullable NeededResult taken(WriteWords write) {
    return write.size() == 2 ? value(write) : null;
  }

  static NeededResult touched(WriteWords write) {
    // without an option it is a GET
    return write.size() == 2
        ? NeededResult.of(write.read(null, "GET", 1), value -> new Answer(value, null))
        : value(write);
  }

  static @Nullable NeededResult replaced(WriteWords write) {
    return write.size() == 3
        ? NeededResult.of(write.read(null, "GET", 1), value -> new Answer(value, write.command()))
        : null;
  }

  private static NeededResult value(WriteWords write) {
    return NeededResult.of(
        write.read(null, "GET", 1),
        value -> new Answer(value, value == null ? null : write.command()));
  }

  static @Nullable NeededResult takenFields(WriteWords write) {
    return fields(write, true);
  }

  static @Nullable NeededResult touchedFields(WriteWords write) {
    // without an option it is an HMGET
    return fields(write, write.size() > 2 && !write.option(2).equals("FIELDS"));
  }

  /** Answers {@code HGETDEL} and {@code HGETEX key [options] FIELDS count field …}. */
  private static @Nullable NeededResult fields(WriteWords write, boolean changes) {
    int from = firstField(write);
    if (from < 0 || write.count(from - 1) != write.size() - from) {
      return null;
    }
    byte[][] fields = write.words(from, write.size());
    return NeededResult.of(
        write.read(Arrays.asList(new Object[fields.length]), "HMGET", 1, fields),
        reply -> {
          boolean found =
              reply instanceof List<?> values && values.stream().anyMatch(Objects::nonNull);
          return new Answer(reply, found && changes ? write.command() : null);
        });
  }

  /** The position behind FIELDS and the count; -1 if there is none. */
  static int firstField(WriteWords write) {
    for (int i = 2; i < write.size() - 2; i++) {
      if (write.option(i).equals("FIELDS")) {
        return i + 2;
      }
    }
    return -1;
  }
}
