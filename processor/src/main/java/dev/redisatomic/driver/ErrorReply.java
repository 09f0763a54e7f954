package dev.redisatomic.driver;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.ClusterStateFailureException;

/** An error that a server sent as its reply, or as an element of one. For one thread. */
public final class ErrorReply {
  private static final Set<String> MISROUTED = Set.of("MOVED", "ASK");
  private static final Set<String> RETRYABLE =
      Set.of("LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "BUSY");
  private static final String NO_RIGHT = "NOPERM";
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("MOVED", "ASK", "CLUSTERDOWN", "TRYAGAIN");
  private static final String UNKNOWN_COMMAND = "ERR unknown ";

  /** The words before the reason if EXEC itself, not one of the writes, was refused. */
  private static final String ABORT = "EXECABORT Transaction discarded because of: ";

  private final String message;
  private final Function<String, ? extends RuntimeException> translation;
  private final String reason;
  private @Nullable RuntimeException translated;

  /** The meaning of an error for another attempt. */
  public enum Kind {
    /** Tells that another server has the key: {@code MOVED} or {@code ASK}. */
    MISROUTED,
    /**
     * Tells that the server refuses for now, as with {@code LOADING}, {@code READONLY}, {@code
     * TRYAGAIN} or {@code CLUSTERDOWN}.
     */
    RETRYABLE,
    /**
     * Tells that the command can never run: the user has no right to it, or the server does not
     * know it.
     */
    REFUSED,
    /** Depends on the command, its words and the data. */
    OTHER
  }

  /**
   * Describes an error.
   *
   * @param message the server's words
   * @param translation makes Spring's exception of this message, or of another with the same code
   */
  public ErrorReply(String message, Function<String, ? extends RuntimeException> translation) {
    this.message = message;
    this.translation = translation;
    this.reason =
        firstWord(message.startsWith(ABORT) ? message.substring(ABORT.length()) : message);
  }

  private static String firstWord(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * The first word, by which clients tell errors apart.
   *
   * @return such as {@code WRONGTYPE}
   */
  public String code() {
    return firstWord(message);
  }

  /**
   * The code of the reason: what EXEC was aborted for, where its error says it, else the code.
   *
   * @return such as {@code MOVED}
   */
  public String reason() {
    return reason;
  }

  /**
   * The whole error.
   *
   * @return the server's words
   */
  public String message() {
    return message;
  }

  /**
   * The meaning of the error for another attempt.
   *
   * @return the kind of the {@linkplain #reason() reason}
   */
  public Kind kind() {
    if (MISROUTED.contains(reason)) {
      return Kind.MISROUTED;
    }
    if (RETRYABLE.contains(reason)) {
      return Kind.RETRYABLE;
    }
    return reason.equals(NO_RIGHT) || message.startsWith(UNKNOWN_COMMAND)
        ? Kind.REFUSED
        : Kind.OTHER;
  }

  /**
   * Whether a new attempt on a fresh connection may do better.
   *
   * @return whether it is {@link Kind#MISROUTED} or {@link Kind#RETRYABLE}
   */
  public boolean isRetryable() {
    Kind kind = kind();
    return kind == Kind.MISROUTED || kind == Kind.RETRYABLE;
  }

  /**
   * The error as Spring's exception.
   *
   * @return always the same one
   */
  public RuntimeException translated() {
    RuntimeException known = translated;
    if (known == null) {
      known = translation.apply(message);
      if (OF_THE_CLUSTER.contains(reason)) {
        known =
            new ClusterStateFailureException(
                "The cluster did not take it where it was sent; nothing was applied: " + message,
                known);
      }
      translated = known;
    }
    return known;
  }

  /**
   * The same error in other words.
   *
   * @param other begins with the same word
   * @return an error with that message
   */
  public ErrorReply withMessage(String other) {
    return other.equals(message) ? this : new ErrorReply(other, translation);
  }

  @Override
  public String toString() {
    return message;
  }
}
