package dev.redisatomic.attempt;

import dev.redisatomic.driver.ErrorReply;

/**
 * The reason why an attempt sends nothing more. If it ended before its EXEC was sent, nothing was
 * applied.
 *
 * @param cause the reason, as Spring's exception
 * @param outcome what it makes of the attempt
 */
record Failure(RuntimeException cause, Outcome outcome) {

  /**
   * A failure to talk to the server.
   *
   * @param retryable whether a new attempt on a fresh connection may do better
   */
  Failure(RuntimeException cause, boolean retryable) {
    this(cause, new Outcome.Failed(cause, retryable));
  }

  static Failure of(ErrorReply error) {
    return new Failure(error.translated(), error.isRetryable());
  }
}
