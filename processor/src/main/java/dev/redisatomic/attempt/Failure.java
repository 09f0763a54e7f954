package dev.redisatomic.attempt;

import dev.redisatomic.driver.ErrorReply;

/**
 * Why an attempt sends nothing more. If it ended before its EXEC was sent, nothing was applied.
 *
 * @param cause the reason, as Spring's exception
 * @param retryable whether a new attempt on a fresh connection may do better
 */
record Failure(RuntimeException cause, boolean retryable) {

  static Failure of(ErrorReply error) {
    return new Failure(error.translated(), error.isRetryable());
  }

  Outcome.Failed outcome() {
    return new Outcome.Failed(cause, retryable);
  }
}
