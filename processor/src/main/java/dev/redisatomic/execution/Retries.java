package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.connection.Key;
import dev.redisatomic.contention.Place;
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
  private long pausedNanos;
  private long inLineNanos;

  Retries(AtomicStep step) {
    this.step = step;
    this.policy = step.policy();
  }

  /**
   * Waits in line with the threads of this JVM that want the same keys.
   *
   * @throws WatchConflictException if the timeout left no time for an attempt
   */
  void take(Place place, List<Key> declared) {
    Duration timeout = policy.timeout();
    long limit =
        timeout == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(timeout) - elapsedNanos();
    try {
      if (!place.take(limit)) {
        throw waitedInVain(declared);
      }
    } catch (InterruptedException e) {
      // without a place, as if there were no line: the body has to see the interrupt
      Thread.currentThread().interrupt();
    } finally {
      inLineNanos = place.waitedNanos();
    }
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
          + timeoutMillis()
          + " ms left no time for another attempt; redis.atomic.timeout or timeout sets it";
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long before = System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(pause);
    } finally {
      pausedNanos += System.nanoTime() - before;
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

  private WatchConflictException waitedInVain(List<Key> declared) {
    return new WatchConflictException(
        step.name()
            + " gave up after "
            + attempts
            + " attempts because its timeout of "
            + timeoutMillis()
            + " ms went by while it waited for other threads of this application that want one of"
            + " the keys "
            + declared
            + ". Nothing was applied. redis.atomic.timeout or timeout allows more.",
        null,
        attempts,
        declared.stream().map(Key::toString).toList(),
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

  private long timeoutMillis() {
    Duration timeout = policy.timeout();
    return timeout == null ? Long.MAX_VALUE : timeout.toMillis();
  }

  /** Since the current attempt began. */
  Duration attemptTime() {
    return Duration.ofNanos(System.nanoTime() - attemptStarted);
  }

  /** Spent in lines and in pauses. */
  Duration waited() {
    return Duration.ofNanos(inLineNanos + pausedNanos);
  }

  private long elapsedNanos() {
    return System.nanoTime() - started;
  }
}
