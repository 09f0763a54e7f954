package dev.redisatomic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Watched keys kept changing until the policy was used up; or the timeout went by while the thread
 * waited for others of this application that want the same keys; or it was interrupted while
 * waiting for the next attempt. <b>Nothing was applied.</b>
 *
 * <p>More retries ({@code redis.atomic.max-retries}), a later deadline ({@code
 * redis.atomic.timeout}) or fewer writers on the same keys help.
 */
public class WatchConflictException extends OptimisticLockingFailureException {

  private static final long serialVersionUID = 1L;

  private final int attempts;
  private final String[] watchedKeys;
  private final Duration elapsed;

  /**
   * Describes where it ended.
   *
   * @param message what happened, and which property changes it
   * @param cause the interruption, or the exception that the last body threw, if any
   * @param attempts how many attempts were made
   * @param watchedKeys the keys that the last attempt watched, or declared ones that were waited
   *     for
   * @param elapsed the time since the call
   */
  public WatchConflictException(
      String message,
      @Nullable Throwable cause,
      int attempts,
      List<String> watchedKeys,
      Duration elapsed) {
    super(message, cause);
    this.attempts = attempts;
    this.watchedKeys = watchedKeys.toArray(String[]::new);
    this.elapsed = elapsed;
  }

  /**
   * The number of attempts that were made.
   *
   * @return 0 if the timeout went by in a queue before the first attempt, otherwise 1 or more
   */
  public int getAttempts() {
    return attempts;
  }

  /**
   * The keys that the last attempt watched, one or more of which changed; or the declared keys, if
   * it was waiting for other threads. Bytes that are not printable text are shown as {@code \xNN}.
   *
   * @return the keys in the order in which they were watched
   */
  public List<String> getWatchedKeys() {
    return List.of(watchedKeys);
  }

  /**
   * The time from the call to giving up.
   *
   * @return the time
   */
  public Duration getElapsed() {
    return elapsed;
  }
}
