package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.driver.ErrorReply;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Spring's exceptions for what goes wrong, those of the connection factory where it has them. */
record LettuceErrors(LettuceConnectionFactory factory) {

  /**
   * Makes an error reply with the server's words, which Spring Data's own exception does not
   * repeat.
   */
  ErrorReply reply(String message) {
    return new ErrorReply(
        message,
        words -> {
          RuntimeException lettuce = new RedisCommandExecutionException(words);
          DataAccessException translated = factory.translateExceptionIfPossible(lettuce);
          return translated == null || translated.getClass() == RedisSystemException.class
              ? new RedisSystemException(words, lettuce)
              : translated;
        });
  }

  /** The exception for a connection that was lost. */
  RuntimeException lost(Throwable cause) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
    return new RedisConnectionFailureException(
        "The connection to Redis was lost: " + root.getMessage(), cause);
  }

  /** The exception for replies that did not come in time. */
  RuntimeException late(long timeoutMillis) {
    RedisCommandTimeoutException lettuce =
        new RedisCommandTimeoutException("No reply within " + timeoutMillis + " ms");
    DataAccessException translated = factory.translateExceptionIfPossible(lettuce);
    return translated == null ? lettuce : translated;
  }

  /** The exception for a connection that could not be opened. */
  static RuntimeException noConnection(Throwable cause) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
    String reason = String.valueOf(root.getMessage());
    String shown = ErrorWords.withoutArguments(reason);
    if (shown.equals(reason)) {
      return new RedisConnectionFailureException("No connection to Redis: " + shown, cause);
    }
    // a server that does not know HELLO quotes the password with it
    RuntimeException reworded = new RedisCommandExecutionException(shown);
    reworded.setStackTrace(root.getStackTrace());
    return new RedisConnectionFailureException("No connection to Redis: " + shown, reworded);
  }
}
