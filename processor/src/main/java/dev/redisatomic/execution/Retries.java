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
  private long waitedNanos;

  Retries(AtomicStep step) {
    this.step = step;
    this.policy = step.policy();
  }

  /** Counts an attempt and returns its number. */
  int begin() {
    attemptStarted = System.nanoTime();
    return ++attempts;
  }

  /** The number of the current attempt. */
  int attempt() {
    return attempts;
  }

  /**
   * Waits before the next attempt.
   *
   * @throws WatchConflictException if there is none
   */
  void pauseAfterConflict(List<Key> watched, @Nullable Throwable thrown) {
    try {
      String end = pause();
      if (end != null) {
        throw givenUp(end, watched, thrown);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp("because the thread was interrupted while waiting to retry", watched, e);
    }
  }

  /** Waits before the next attempt and returns true, or returns false if there is none. */
  boolean pauseAfterFailure() {
    try {
      return pause() == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits, or says why there is no further attempt. */
  private @Nullable String pause() throws InterruptedException {
    if (attempts > policy.maxRetries()) {
      return "after " + attempts + " attempts; redis.atomic.max-retries or maxRetries allows more";
    }
    long pause = pauseNanos();
    Duration timeout = policy.timeout();
    if (timeout != null && pause >= TimeUnit.NANOSECONDS.convert(timeout) - elapsedNanos()) {
      return "because the timeout of "
          + timeout.toMillis()
          + " ms left no time for another attempt; redis.atomic.timeout or timeout sets it";
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long before = System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(pause);
    } finally {
      waitedNanos += System.nanoTime() - before;
    }
    return null;
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

  String describe(List<Key> watched, Outcome outcome, @Nullable Throwable thrown) {
    return step.name()
        + " attempt "
        + attempts
        + " on "
        + watched
        + ": "
        + outcome.label()
        + (thrown == null ? "" : ", the body threw " + thrown.getClass().getSimpleName() + ",")
        + " in "
        + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - attemptStarted)
        + " µs";
  }

  /** Since the current attempt began. */
  Duration attemptTime() {
    return Duration.ofNanos(System.nanoTime() - attemptStarted);
  }

  /** Spent between attempts. */
  Duration waited() {
    return Duration.ofNanos(waitedNanos);
  }

  private long elapsedNanos() {
    return System.nanoTime() - started;
  }
}
