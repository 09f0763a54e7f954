package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.KeyLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Counts and times the attempts of one call, as its policy allows them. Single-use. */
final class Retries {

  private final AtomicDefinition definition;
  private final RetryPolicy policy;
  private final long started = System.nanoTime();
  private long attemptStarted = started;
  private int attempts;
  private long pausedNanos;
  private long queuedNanos;
  private @Nullable String noMore;
  private @Nullable InterruptedException interruption;

  Retries(AtomicDefinition definition) {
    this.definition = definition;
    this.policy = definition.retry().policy();
  }

  /**
   * Waits before an attempt: the pause that the policy asks for, and to be admitted among the
   * threads of this JVM that want the same keys.
   *
   * @return why there is no attempt, or {@code null} if there is one
   */
  @Nullable String awaitAttempt(KeyLease lease, Collection<Key> keys) {
    try {
      String end = attempts == 0 ? null : pause(lease);
      return end == null ? acquire(lease, keys) : end;
    } catch (InterruptedException e) {
      return interrupted(e, attempts == 0);
    }
  }

  /**
   * Waits during an attempt that has read nothing: it is as if it began anew with more keys.
   *
   * @return why the attempt cannot go on, or {@code null} if it can
   */
  @Nullable String awaitNested(KeyLease lease, Collection<Key> keys) {
    long before = queuedNanos;
    try {
      return acquire(lease, keys);
    } catch (InterruptedException e) {
      return interrupted(e, attempts <= 1);
    } finally {
      attemptStarted += queuedNanos - before;
    }
  }

  private @Nullable String acquire(KeyLease lease, Collection<Key> keys)
      throws InterruptedException {
    try {
      return lease.acquire(keys, nanosLeft()) ? null : timedOut("went by in the queue");
    } finally {
      queuedNanos = lease.waitedNanos();
    }
  }

  private @Nullable String interrupted(InterruptedException e, boolean first) {
    Thread.currentThread().interrupt();
    if (first) {
      // as if there were no queue: the body has to see the interrupt
      return null;
    }
    interruption = e;
    return "because the thread was interrupted while waiting to retry";
  }

  /** Counts an attempt and returns its number. */
  int begin() {
    attemptStarted = System.nanoTime();
    // a policy may allow more than can be counted
    attempts = Math.max(attempts, attempts + 1);
    return attempts;
  }

  /** The number of the current attempt. */
  int attempt() {
    return attempts;
  }

  /**
   * Forbids further attempts, whatever the policy says.
   *
   * @param reason continues "gave up …"; {@code null} to go on
   */
  void endWith(@Nullable String reason) {
    noMore = reason;
  }

  /** Waits, unless others wait for that, or says why there is no further attempt. */
  private @Nullable String pause(KeyLease lease) throws InterruptedException {
    if (noMore != null) {
      return noMore;
    }
    if (!allowsMoreAttempts()) {
      return "after "
          + attempts
          + " attempts; "
          + definition.retry().setting("max-retries", "maxRetries")
          + " allows more";
    }
    long pause = lease.isWaitedFor() ? 0 : pauseNanos();
    if (pause >= nanosLeft()) {
      return timedOut("left no time for another attempt");
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

  /**
   * Whether an attempt is the last that the policy allows.
   *
   * @param before how many came before it
   */
  boolean isLast(int before) {
    return before >= policy.maxRetries();
  }

  /** Whether there can be another attempt, unless the pause before it takes what time is left. */
  boolean allowAnother() {
    return allowsMoreAttempts() && policy.backoff().boundNanos(attempts) < nanosLeft();
  }

  private boolean allowsMoreAttempts() {
    return attempts <= policy.maxRetries();
  }

  /** Full jitter. */
  long pauseNanos() {
    long bound = Math.min(policy.backoff().boundNanos(attempts), Long.MAX_VALUE - 1);
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }

  private String timedOut(String how) {
    Duration timeout = policy.timeout();
    return "because the timeout of "
        + (timeout == null
            ? "none"
            : DurationFormatterUtils.print(timeout, DurationFormat.Style.COMPOSITE))
        + " "
        + how
        + "; "
        + definition.retry().setting("timeout", "timeout")
        + " sets it";
  }

  long nanosLeft() {
    Duration timeout = policy.timeout();
    return timeout == null
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.convert(timeout) - elapsedNanos();
  }

  /**
   * The exception for a call whose attempts were in vain.
   *
   * @param reason why there is no further one
   * @param lease says which keys are hot
   * @param last the last attempt
   * @param around the database transactions around the call
   */
  WatchConflictException givenUp(
      String reason, KeyLease lease, Run<?> last, SurroundingTransactions around) {
    return givenUp(
        reason
            + ": one of the watched keys "
            + last.watched()
            + " changed before each commit. Nothing was applied."
            + last.databaseNote(around),
        lease,
        last.watched(),
        last.thrown());
  }

  /**
   * The exception for a call that ends while it waits in a queue.
   *
   * @param reason why it does not wait any longer
   * @param lease says which keys are hot
   * @param keys those of the call
   * @param around the database transactions around the call
   */
  WatchConflictException givenUpInQueue(
      String reason, KeyLease lease, List<Key> keys, SurroundingTransactions around) {
    return givenUp(
        reason
            + ": other threads of this application want one of the keys "
            + keys
            + ", too. Nothing was applied."
            + (attempts == 0 || around.isEmpty()
                ? ""
                : " Let this exception pass, so that the surrounding database transaction rolls"
                    + " back."),
        lease,
        keys,
        null);
  }

  private WatchConflictException givenUp(
      String what, KeyLease lease, List<Key> keys, @Nullable Throwable thrown) {
    return new WatchConflictException(
        definition.name()
            + " gave up "
            + what
            + " Of "
            + TimeUnit.NANOSECONDS.toMillis(elapsedNanos())
            + " ms, "
            + waited().toMillis()
            + " ms were spent waiting."
            + KeyHints.of(lease, keys),
        interruption == null ? thrown : interruption,
        attempts,
        keys.stream().map(Key::toString).toList(),
        Duration.ofNanos(elapsedNanos()));
  }

  /** The time since the current attempt began. */
  Duration attemptTime() {
    return Duration.ofNanos(System.nanoTime() - attemptStarted);
  }

  /** Spent in queues and in pauses. */
  Duration waited() {
    return Duration.ofNanos(queuedNanos + pausedNanos);
  }

  private long elapsedNanos() {
    return System.nanoTime() - started;
  }
}
