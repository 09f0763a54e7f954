package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.connection.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far one call has come with its policy. Single-use. */
final class Retries {

  private final AtomicStep step;
  private final RetryPolicy policy;
  private final long started = System.nanoTime();
  private long attemptStarted = started;
  private int attempts;

  Retries(AtomicStep step) {
    this.step = step;
    this.policy = step.policy();
  }

  /** Counts an attempt and returns its number. */
  int begin() {
    attemptStarted = System.nanoTime();
    return ++attempts;
  }

  /**
   * Waits before the next attempt.
   *
   * @throws WatchConflictException if there is none
   */
  void pauseOrGiveUp(List<Key> watched, @Nullable Throwable thrown) {
    if (attempts > policy.maxRetries()) {
      throw givenUp(
          "after " + attempts + " attempts; redis.atomic.max-retries or maxRetries allows more",
          watched,
          thrown);
    }
    long pause = pauseNanos();
    Duration timeout = policy.timeout();
    if (timeout != null && pause >= TimeUnit.NANOSECONDS.convert(timeout) - elapsedNanos()) {
      throw givenUp(
          "because the timeout of "
              + timeout.toMillis()
              + " ms left no time for another attempt; redis.atomic.timeout or timeout sets it",
          watched,
          thrown);
    }
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      TimeUnit.NANOSECONDS.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp("because the thread was interrupted while waiting to retry", watched, e);
    }
  }

  /** Full jitter. */
  long pauseNanos() {
    long bound = Math.min(policy.backoff().boundNanos(attempts), Long.MAX_VALUE - 1);
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }

  private WatchConflictException givenUp(
      String reason, List<Key> watched, @Nullable Throwable cause) {
    return new WatchConflictException(
        step.name()
            + " gave up "
            + reason
            + ": one of the watched keys "
            + watched
            + " changed before each commit. Nothing was applied.",
        cause,
        attempts,
        watched.stream().map(Key::toString).toList(),
        Duration.ofNanos(elapsedNanos()));
  }

  String describe(List<Key> watched, Outcome outcome) {
    return step.name()
        + " attempt "
        + attempts
        + " on "
        + watched
        + ": "
        + outcome
        + " in "
        + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - attemptStarted)
        + " µs";
  }

  private long elapsedNanos() {
    return System.nanoTime() - started;
  }
}
