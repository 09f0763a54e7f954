package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.Place;
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

/** How far one call has come with its policy. Single-use. */
final class Retries {

  private final AtomicStep step;
  private final RetryPolicy policy;
  private final long started = System.nanoTime();
  private long attemptStarted = started;
  private int attempts;
  private long pausedNanos;
  private long inLineNanos;
  private @Nullable String noMore;
  private @Nullable InterruptedException interruption;

  Retries(AtomicStep step) {
    this.step = step;
    this.policy = step.policy();
  }

  /**
   * Waits before an attempt: the pause that the policy asks for, and in line with the threads of
   * this JVM that want the same keys.
   *
   * @return why there is no attempt, or {@code null} if there is one
   */
  @Nullable String awaitAttempt(Place place) {
    try {
      String end = attempts == 0 ? null : pause();
      return end != null || place.take(nanosLeft()) ? end : timedOut("went by in line");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (attempts == 0) {
        // as if there were no line: the body has to see the interrupt
        return null;
      }
      interruption = e;
      return "because the thread was interrupted while waiting to retry";
    } finally {
      inLineNanos = place.waitedNanos();
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
          + setting("max-retries", "maxRetries")
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
        + (timeout == null ? "none" : text(timeout))
        + " "
        + how
        + "; "
        + setting("timeout", "timeout")
        + " sets it";
  }

  /** Not in milliseconds: there may be none, or more than can be counted. */
  static String text(Duration duration) {
    return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
  }

  /** What to change: a property or an attribute, or the policy that came with the call. */
  private String setting(String property, String attribute) {
    return step.policyPrefix() == null
        ? "its RetryPolicy"
        : step.policyPrefix() + property + " or " + attribute;
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
   * @param place says which keys are hot
   * @param declared the keys that were declared
   * @param last the last attempt, if there was one
   * @param around the database transactions around the call
   */
  WatchConflictException givenUp(
      String reason,
      Place place,
      List<Key> declared,
      @Nullable Run<?> last,
      SurroundingTransactions around) {
    List<Key> keys = last == null ? declared : last.watched();
    Throwable thrown = last == null ? null : last.thrown();
    return new WatchConflictException(
        step.name()
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
            + hotKeys(place.conflicts())
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

  String describe(Attempt attempt, Outcome outcome, @Nullable Throwable thrown) {
    return step.name()
        + " attempt "
        + attempts
        + " on "
        + attempt.watchedKeys()
        + ", "
        + counted(attempt.reads(), "read")
        + " and "
        + counted(attempt.writes(), "write")
        + ": "
        + outcome.label()
        + (thrown == null ? "" : ", the body threw " + thrown.getClass().getSimpleName() + ",")
        + " in "
        + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - attemptStarted)
        + " µs";
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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
