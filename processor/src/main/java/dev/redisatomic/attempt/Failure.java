package dev.redisatomic.attempt;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt cannot commit any more. Nothing has been applied.
 *
 * @param cause the reason, as Spring's exception
 * @param passing whether a new attempt on a fresh connection may do better
 */
record Failure(RuntimeException cause, boolean passing) {

  /** First words of errors that say "not now" or "not here" rather than "not at all". */
  private static final Set<String> PASSING =
      Set.of(
          "LOADING",
          "READONLY",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "TRYAGAIN",
          "MOVED",
          "ASK",
          "NOREPLICAS",
          "BUSY");

  private static final Set<String> ASTRAY =
      Set.of("MOVED", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "LOADING");

  /**
   * Who says so knows who is in charge; a server that is cut off, or has just started, does not.
   */
  private static final Set<String> INFORMED = Set.of("MOVED", "READONLY");

  /** What precedes the reason if EXEC itself, not one of the writes, was refused. */
  private static final String ABORT = "EXECABORT Transaction discarded because of: ";

  static boolean isPassing(RuntimeException errorReply) {
    return PASSING.contains(code(errorReply));
  }

  private static String code(RuntimeException errorReply) {
    String message = String.valueOf(errorReply.getMessage());
    if (message.startsWith(ABORT)) {
      message = message.substring(ABORT.length());
    }
    return message.split(" ", 2)[0];
  }

  /** Whether a reply says that another server is in charge, or that none is. */
  static boolean isAstray(@Nullable Object reply) {
    return reply instanceof RuntimeException error && ASTRAY.contains(code(error));
  }

  /** Whether the server that sent this reply knows who is in charge. */
  static boolean isInformed(@Nullable Object reply) {
    return reply instanceof RuntimeException error && INFORMED.contains(code(error));
  }

  Outcome.Failed outcome() {
    return new Outcome.Failed(cause, passing);
  }
}
