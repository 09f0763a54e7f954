package dev.redisatomic.attempt.result;

import static dev.redisatomic.attempt.result.Conditions.isTrue;
import static dev.redisatomic.attempt.result.Conditions.nothing;

import dev.redisatomic.attempt.result.NeededResult.Answer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Writes of whole keys and members, which say whether there was anything to write. */
final class Existence {

  private Existence() {}

  static NeededResult deleted(WriteWords write) {
    return NeededResult.of(
            write.exist(1, 1),
            count -> isTrue(count) ? new Answer(count, write.command()) : nothing(0L))
        .unlessWritten();
  }

  static @Nullable NeededResult renamedIfFree(WriteWords write) {
    if (write.size() != 3) {
      return null;
    }
    return NeededResult.of(
        List.of(write.exists(1), write.exists(2)),
        counts -> {
          if (!isTrue(counts.get(0))) {
            throw new InvalidDataAccessApiUsageException(
                "ERR no such key: RENAMENX of key '"
                    + write.key(1)
                    + "', which does not exist. Nothing was recorded.");
          }
          return isTrue(counts.get(1)) ? nothing(0L) : new Answer(1L, write.command());
        });
  }

  /**
   * Answers {@code COPY source destination [REPLACE]}; what is in another database cannot be seen.
   */
  static @Nullable NeededResult copied(WriteWords write) {
    boolean replaces = write.size() == 4 && write.option(3).equals("REPLACE");
    if ((write.size() != 3 && !replaces) || Arrays.equals(write.word(1), write.word(2))) {
      return null;
    }
    return NeededResult.of(
        replaces ? List.of(write.exists(1)) : List.of(write.exists(1), write.exists(2)),
        counts ->
            isTrue(counts.get(0)) && (replaces || !isTrue(counts.get(1)))
                ? new Answer(1L, write.command())
                : nothing(0L));
  }

  static @Nullable NeededResult movedMember(WriteWords write) {
    return write.size() == 4
        ? NeededResult.of(
            write.read(0L, "SISMEMBER", 1, write.word(3)),
            found -> isTrue(found) ? new Answer(1L, write.command()) : nothing(0L))
        : null;
  }
}
