package dev.redisatomic.testing;

import dev.redisatomic.driver.BrokenConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.RedisConnectionFailureException;

/** Effects without an action of the test. */
final class Effects {

  /** The server has done its part. */
  static final Effect LOSE_REPLY =
      (transaction, way) -> {
        way.go();
        throw lost();
      };

  /** The server has got nothing. */
  static final Effect LOSE_REQUEST =
      (transaction, way) -> {
        throw lost();
      };

  private Effects() {}

  private static BrokenConnectionException lost() {
    return new BrokenConnectionException(
        true,
        new RedisConnectionFailureException(
            "The connection was lost on purpose, by Interference.loseReplyOf(…)"));
  }

  static Effect refuse(String error) {
    if (!error.matches("[A-Z]+( .*)?")) {
      throw new IllegalArgumentException(
          "The error of a server begins with a code in upper case, as in \"OOM command not allowed"
              + " when used memory > 'maxmemory'.\", but this one is \""
              + error
              + "\"");
    }
    return (transaction, way) -> transaction.refuse(error);
  }

  static Effect delay(Duration time) {
    return (transaction, way) -> {
      try {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return way.go();
    };
  }
}
