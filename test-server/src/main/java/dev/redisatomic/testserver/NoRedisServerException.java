package dev.redisatomic.testserver;

import org.jspecify.annotations.Nullable;

/**
 * Says that no server could be found or started, why not, and what to do. Where a program was run,
 * the message ends with its log.
 */
public class NoRedisServerException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  NoRedisServerException(String message) {
    super(message);
  }

  NoRedisServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
