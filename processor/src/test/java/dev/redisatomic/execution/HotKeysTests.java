package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of one application that declare the same keys. */
@Timeout(60)
class HotKeysTests extends QueuingCalls {

  HotKeysTests(RedisSetup setup) {
    super(setup, setup.connectionFactory());
  }

  @Test
  void coldKeysAreNotWaitedFor() throws Exception {
    TestApplication app = start();
    CountDownLatch end = new CountDownLatch(1);

    Future<?> first = inside(app, end, "key");
    Future<?> second = inside(app, end, "key");

    end.countDown();
    first.get();
    second.get();
  }

  @Test
  void afterAConflictCallsOnTheSameKeyRunOneAfterTheOther() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "another", "key");
    AtomicInteger runs = new AtomicInteger();
    Future<?> second =
        threads.submit(
            () -> {
              app.methods().run(runs::incrementAndGet, "key");
              return null;
            });
    awaitWaiting(app, 1);
    assertThat(runs).hasValue(0);

    end.countDown();

    first.get();
    second.get();
    assertThat(runs).hasValue(1);
  }

  @Test
  void alwaysMeansWithoutAConflictToo() throws Exception {
    TestApplication app = start("redis.atomic.contention.local-queue=always");
    // the first call connects, which may take longer than a key can be held
    app.methods().call(() -> redis.hasKey("another"), "another");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    Future<?> second = threads.submit(() -> app.methods().call(() -> true, "key"));
    awaitWaiting(app, 1);

    end.countDown();

    first.get();
    second.get();
  }

  @Test
  void offMeansThatNobodyWaits() throws Exception {
    TestApplication app = start("redis.atomic.contention.local-queue=off");
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);

    Future<?> first = inside(app, end, "key");
    Future<?> second = inside(app, end, "key");

    end.countDown();
    first.get();
    second.get();
  }

  @Test
  void theTimeoutCoversTheWaitAndNothingIsSent() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    AtomicInteger runs = new AtomicInteger();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> app.atomic().execute(IMPATIENT, runs::incrementAndGet, "key"))
        .withMessageContaining("timeout of 100ms")
        .withMessageContaining("[key]")
        .withMessageContaining("its RetryPolicy sets it")
        .withMessageContaining("Nothing was applied")
        .satisfies(
            e -> {
              assertThat(e.getAttempts()).isZero();
              assertThat(e.getWatchedKeys()).containsExactly("key");
            });

    assertThat(runs).hasValue(0);
    end.countDown();
    first.get();
  }

  @Test
  void readsThatAddHotKeysDoNotWait() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");

    app.atomic().execute(IMPATIENT, () -> redis.opsForValue().get("key"), "another");

    end.countDown();
    first.get();
  }

  @Test
  void aBodyThatWaitsForAnotherCallOnItsKeysIsNotWaitedForForever() throws Exception {
    TestApplication app = start("redis.atomic.contention.group-patience=10ms");
    heat(app, "key");

    app.methods()
        .run(() -> threads.submit(() -> app.methods().call(() -> true, "key")).get(), "key");
  }

  @Test
  void callbacksRunWithTheLeaseReleased() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    RedisAtomicOperations operations = app.atomic();
    AtomicInteger inTheCallback = new AtomicInteger();

    app.methods()
        .run(
            () ->
                AtomicContext.current()
                    .afterCommit(
                        () ->
                            threadsRun(
                                () ->
                                    operations.execute(
                                        IMPATIENT, inTheCallback::incrementAndGet, "key"))),
            "key");

    assertThat(inTheCallback).hasValue(1);
  }

  private void threadsRun(Runnable task) {
    try {
      threads.submit(task).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptedThreadGoesOnWithoutALease() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    boolean interrupted;

    Thread.currentThread().interrupt();
    try {
      interrupted = app.methods().call(() -> Thread.currentThread().isInterrupted(), "key");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(interrupted).isTrue();
    end.countDown();
    first.get();
  }

  @Test
  void aBodyThatThrowsLetsTheNextOneIn() throws Exception {
    TestApplication app = start();
    heat(app, "key");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                app.methods()
                    .run(
                        () -> {
                          throw new IllegalStateException("from the body");
                        },
                        "key"));

    assertThat(threads.submit(() -> app.atomic().execute(IMPATIENT, () -> "next", "key")).get())
        .isEqualTo("next");
  }

  @Test
  void givingUpSaysWhichKeysAreHot() throws Exception {
    TestApplication app =
        start("redis.atomic.max-retries=1", "redis.atomic.contention.local-queue=adaptive");
    heat(app, "shared");
    heat(app, "shared", "other");
    heat(app, "shared");

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                app.methods()
                    .run(
                        () -> {
                          redis.opsForValue().get("cold");
                          other.append("cold", "!");
                          redis.opsForValue().set("cold", "ours");
                        },
                        "cold",
                        "shared"))
        .withMessageContaining("ms were spent waiting.")
        // more if they were so close together that it may be "shared" again
        .withMessageMatching(
            "(?s).* Conflicts of this application lately, by declared key:"
                + " shared \\([3-5]\\), cold \\(2\\)\\..*");
  }

  @Test
  void waitingInLineIsReported() throws Exception {
    RecordingListener listener = new RecordingListener();
    TestApplication app =
        started(
            TestApplication.on(factory)
                .properties(QUEUES)
                .singleton("listener", listener)
                .start(Bodies.class));
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> app.atomic().execute(IMPATIENT, () -> true, "key"));

    assertThat(listener.ended()).hasSize(2);
    CallEvent waited = listener.ended().get(1);
    assertThat(waited.outcome()).isEqualTo(AtomicOutcome.CONFLICT);
    assertThat(waited.attempts()).isEmpty();
    assertThat(waited.retries()).isZero();
    assertThat(waited.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    end.countDown();
    first.get();
  }
}
