package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.KeyLease;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
   * Waits before an attempt: the pause that the policy asks for, and its turn among the threads of
   * this JVM that want the same keys.
   *
   * @return why there is no attempt, or {@code null} if there is one
   */
  @Nullable String awaitAttempt(KeyLease lease) {
    try {
      String end = attempts == 0 ? null : pause();
      return end != null || lease.acquire(nanosLeft()) ? end : timedOut("went by in line");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (attempts == 0) {
        // as if there were no queue: the body has to see the interrupt
        return null;
      }
      interruption = e;
      return "because the thread was interrupted while waiting to retry";
    } finally {
      queuedNanos = lease.waitedNanos();
    }
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

  /** Waits, or says why there is no further attempt. */
  private @Nullable String pause() throws InterruptedException {
    if (noMore != null) {
      return noMore;
    }
    if (attempts > policy.maxRetries()) {
      return "after "
          + attempts
          + " attempts; "
          + definition.retry().setting("max-retries", "maxRetries")
          + " allows more";
    }
    long pause = pauseNanos();
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

  private long nanosLeft() {
    Duration timeout = policy.timeout();
    return timeout == null
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.convert(timeout) - elapsedNanos();
  }

  /**
   * The exception for a call that ends without a further attempt.
   *
   * @param reason why
   * @param lease says which keys are hot
   * @param declared the keys that were declared
   * @param last the last attempt, if there was one
   * @param around the database transactions around the call
   */
  WatchConflictException givenUp(
      String reason,
      KeyLease lease,
      List<Key> declared,
      @Nullable Run<?> last,
      SurroundingTransactions around) {
    List<Key> keys = last == null ? declared : last.watched();
    Throwable thrown = last == null ? null : last.thrown();
    return new WatchConflictException(
        definition.name()
            + " gave up "
            + reason
            + (attempts == 0
                ? ": other threads of this application want one of the keys " + keys + ", too."
                : ": one of the watched keys " + keys + " changed before each commit.")
            + " Nothing was applied."
            + (last == null ? "" : last.databaseNote(around))
            + " Of "
            + TimeUnit.NANOSECONDS.toMillis(elapsedNanos())
            + " ms, "
            + waited().toMillis()
            + " ms were spent waiting."
            + hotKeys(lease.conflicts())
            + undeclared(declared, keys),
        interruption == null ? thrown : interruption,
        attempts,
        keys.stream().map(Key::toString).toList(),
        Duration.ofNanos(elapsedNanos()));
  }

  /** Threads that collide on keys which nobody has declared never wait for each other. */
  private static String undeclared(List<Key> declared, List<Key> watched) {
    Set<Key> keys = new LinkedHashSet<>(watched);
    declared.forEach(keys::remove);
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .limit(5)
            .map(Key::toString)
            .collect(
                Collectors.joining(
                    ", ",
                    " Not declared: ",
                    (keys.size() > 5 ? " and " + (keys.size() - 5) + " more" : "")
                        + ". If these are the keys in dispute, declare them with @Watched,"
                        + " @RedisAtomic(keys = …) or execute(…, keys): threads of one application"
                        + " take turns on declared keys, and need fewer attempts."));
  }

  private static String hotKeys(Map<Key, Integer> conflicts) {
    return conflicts.isEmpty()
        ? ""
        : conflicts.entrySet().stream()
            .limit(5)
            .map(key -> key.getKey() + " (" + key.getValue() + ")")
            .collect(
                Collectors.joining(
                    ", ", " Conflicts of this application lately, by declared key: ", "."));
  }

  /** Since the current attempt began. */
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
