package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.RetryPolicy.Backoff;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another client changes the key before every EXEC. */
class RetriesTests extends WiredBodies {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Backoff NO_PAUSE = new Backoff(Duration.ZERO, 1, Duration.ZERO);
  private static final RetryPolicy FOR_EVER = new RetryPolicy(Long.MAX_VALUE, null, NO_PAUSE);

  private final RedisAtomicOperations operations;
  private int runs;

  RetriesTests(RedisSetup setup) {
    super(
        setup,
        "redis.atomic.max-retries=3",
        "redis.atomic.backoff.initial=0ms",
        "redis.atomic.backoff.max=0ms");
    operations = application.atomic();
  }

  @BeforeEach
  void interfere() {
    proxy.beforeEvery(RecordingProxy.named("EXEC"), () -> other.incr("key"));
  }

  private void conflict() {
    runs++;
    values.get("key");
    values.set("written", "ours");
  }

  private WatchConflictException conflictUnder(RetryPolicy policy, Runnable body) {
    WatchConflictException thrown =
        catchThrowableOfType(
            WatchConflictException.class,
            () ->
                operations.execute(
                    policy,
                    () -> {
                      body.run();
                      return true;
                    }));
    assertThat(thrown).isNotNull();
    assertThat(other.exists("written")).isFalse();
    return thrown;
  }

  @Test
  void usedUpRetriesSayWhatHappened() {
    long start = System.nanoTime();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> atomic.run(this::conflict, "declared"))
        .withMessageContaining("Bodies.run(Action, String")
        .withMessageContaining("4 attempts")
        .withMessageContaining("redis.atomic.max-retries")
        .withMessageContaining("[declared, key]")
        .withMessageContaining("Not declared: key.")
        .withMessageContaining("@Watched")
        .withMessageContaining("Nothing was applied")
        .withNoCause()
        .satisfies(
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getWatchedKeys()).isEqualTo(List.of("declared", "key"));
              assertThat(e.getElapsed())
                  .isPositive()
                  .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - start));
            });
    assertThat(runs).isEqualTo(4);
    assertThat(other.exists("written")).isFalse();
  }

  @Test
  void whereAllKeysAreDeclaredThereIsNothingToDeclare() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> atomic.run(this::conflict, "declared", "key"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("@Watched", "eclared:"));
  }

  @Test
  void theLastRetryMaySucceed() throws Exception {
    atomic.run(
        () -> {
          runs++;
          if (runs < 4) {
            values.get("key");
          }
          values.set("written", "by run " + runs);
        });

    assertThat(other.get("written")).isEqualTo("by run 4");
  }

  @Test
  void withoutRetriesTheBodyRunsOnce() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> atomic.runOnce(this::conflict))
        .satisfies(e -> assertThat(e.getAttempts()).isEqualTo(1));
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void noAttemptIsStartedAfterTheTimeout() {
    Duration timeout = Duration.ofMillis(20);
    WatchConflictException thrown =
        conflictUnder(
            FOR_EVER.withTimeout(timeout),
            () -> {
              conflict();
              spin(timeout);
            });

    assertThat(thrown.getAttempts()).isEqualTo(1);
    assertThat(thrown.getElapsed()).isGreaterThanOrEqualTo(timeout);
    assertThat(thrown)
        .hasMessageContaining("timeout of 20ms")
        .hasMessageContaining("its RetryPolicy sets it");
  }

  @Test
  void noPauseIsBegunThatWouldOutlastTheTimeout() {
    Backoff hours = new Backoff(HOUR.multipliedBy(1_000), 1, HOUR.multipliedBy(1_000));

    WatchConflictException thrown =
        conflictUnder(new RetryPolicy(5, Duration.ofMillis(200), hours), this::conflict);

    assertThat(thrown.getAttempts()).isEqualTo(1);
  }

  @Test
  void anAttemptUnderWayIsNotCutOffByTheTimeout() {
    Duration timeout = Duration.ofMillis(1);

    operations.execute(
        FOR_EVER.withTimeout(timeout),
        () -> {
          spin(timeout.multipliedBy(3));
          values.set("written", "late");
          return true;
        });

    assertThat(other.get("written")).isEqualTo("late");
  }

  @Test
  void aLimitOfForEverIsNone() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    RetryPolicy policy = new RetryPolicy(2, forEver, new Backoff(Duration.ZERO, 2, forEver));

    assertThat(conflictUnder(policy, this::conflict).getAttempts()).isEqualTo(3);
  }

  @Test
  void anInterruptBeforeThePauseEndsTheCall() {
    WatchConflictException thrown =
        conflictUnder(
            FOR_EVER,
            () -> {
              conflict();
              Thread.currentThread().interrupt();
            });

    assertInterrupted(thrown);
  }

  @Test
  void anInterruptDuringThePauseEndsTheCall() throws InterruptedException {
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });

    WatchConflictException thrown =
        conflictUnder(
            new RetryPolicy(5, null, new Backoff(HOUR, 1, HOUR)),
            () -> {
              conflict();
              interrupter.start();
            });

    assertInterrupted(thrown);
    interrupter.join();
  }

  private static void assertInterrupted(WatchConflictException thrown) {
    assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
    assertThat(thrown)
        .hasMessageContaining("interrupted")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(thrown.getAttempts()).isEqualTo(1);
  }

  private static void spin(Duration duration) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
