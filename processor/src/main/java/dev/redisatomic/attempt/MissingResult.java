package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;

/**
 * Explains a {@link NullPointerException} of a body, as a suppressed exception of it: perhaps the
 * null was the missing result of a write. Has no stack trace, because it has no place of its own.
 */
final class MissingResult extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private MissingResult(RecordedWrite write) {
    super(
        "Was null the missing result of "
            + write
            + "? A write is sent when the atomic method returns; until then it has no result, except"
            + " those that would look like an answer. Wrap the call in Queued.of(…) and read the"
            + " result after the commit, or read the key before writing it.",
        null,
        true,
        false);
  }

  /** Adds the explanation unless a nested call has added it. */
  static void explain(Throwable thrown, RecordedWrite write) {
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (suppressed instanceof MissingResult) {
        return;
      }
    }
    thrown.addSuppressed(new MissingResult(write));
  }
}
