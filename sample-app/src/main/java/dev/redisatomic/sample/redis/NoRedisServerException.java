package dev.redisatomic.sample.redis;

import java.util.List;

/** No redis-server could be started on this machine. */
class NoRedisServerException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  NoRedisServerException(List<String> failures) {
    super("No redis-server could be started.\n - " + String.join("\n - ", failures));
  }
}
