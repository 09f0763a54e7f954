package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Explains a {@link NullPointerException} of a body, as a suppressed exception of it: perhaps the
 * null was the missing result of a write. Has no stack trace, because it has no place of its own.
 */
final class MissingResult extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 5;

  private MissingResult(List<RecordedWrite> writes) {
    super(
        "Was null the missing result of "
            + named(writes)
            + "? A write is sent when the atomic method returns; until then it has no result, except"
            + " those that would look like an answer. Have it at once with"
            + " AtomicContext.current().now(…), or wrap the call in Queued.of(…) and read the result"
            + " after the commit.",
        null,
        true,
        false);
  }

  /** The first ones: what a method does with a result comes after the write, perhaps much later. */
  private static String named(List<RecordedWrite> writes) {
    return writes.stream()
        .limit(SHOWN)
        .map(RecordedWrite::toString)
        .collect(
            Collectors.joining(
                " or of ",
                "",
                writes.size() > SHOWN ? ", or of " + (writes.size() - SHOWN) + " more" : ""));
  }

  /** Adds the explanation unless a nested call has added it. */
  static void explain(Throwable thrown, List<RecordedWrite> writes) {
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (suppressed instanceof MissingResult) {
        return;
      }
    }
    thrown.addSuppressed(new MissingResult(writes));
  }
}
