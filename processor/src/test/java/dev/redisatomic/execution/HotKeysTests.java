package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.UnifiedJedis;

/** Threads of one application that declare the same keys. */
@EachServer
@Timeout(60)
class HotKeysTests {

  /** Less than the time for which a key may be held while others wait. */
  private static final RetryPolicy IMPATIENT =
      RetryPolicy.DEFAULT.withTimeout(Duration.ofMillis(100));

  private final RedisSetup setup;
  private final UnifiedJedis other;
  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable TestApplication application;

  HotKeysTests(RedisSetup setup) {
    this.setup = setup;
    other = setup.other();
    factory = setup.connectionFactory();
    redis = new StringRedisTemplate(factory);
  }

  @BeforeEach
  void flush() {
    setup.flushAll();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    if (application != null) {
      application.close();
    }
  }

  private TestApplication start(String... properties) {
    application = TestApplication.on(factory).properties(properties).start(Bodies.class);
    return application;
  }

  /** Lets one conflict happen on each key. */
  private void heat(TestApplication application, String... keys) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    application
        .methods()
        .run(
            () -> {
              redis.opsForValue().get(keys[0]);
              if (runs.incrementAndGet() == 1) {
                other.append(keys[0], "!");
              }
              redis.opsForValue().set("heated", "yes");
            },
            keys);
    assertThat(runs).hasValue(2);
  }

  /** Starts a call whose body waits, and returns when it does. */
  private Future<?> inside(TestApplication application, CountDownLatch end, String... keys)
      throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Action body =
        () -> {
          entered.countDown();
          end.await();
        };
    Future<?> call =
        threads.submit(
            () -> {
              application.methods().run(body, keys);
              return null;
            });
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
    return call;
  }

  private static void awaitWaiting(TestApplication application, int number) {
    AtomicExecutor executor = application.get(AtomicExecutor.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (executor.waitingThreads() != number) {
      assertThat(System.nanoTime()).as("waiting for too long").isLessThan(deadline);
      Thread.onSpinWait();
    }
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
  void aNestedCallDoesNotWait() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    RedisAtomicOperations operations = app.atomic();

    operations.execute(IMPATIENT, () -> operations.execute(IMPATIENT, () -> true, "key"));

    end.countDown();
    first.get();
  }

  @Test
  void aBodyThatWaitsForAnotherCallOnItsKeysIsNotWaitedForForever() throws Exception {
    TestApplication app = start();
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
        .withMessageContaining(
            "Conflicts of this application lately, by declared key: shared (4), cold (2).");
  }

  @Test
  void waitingInLineIsReported() throws Exception {
    RecordingListener listener = new RecordingListener();
    application = TestApplication.on(factory).singleton("listener", listener).start(Bodies.class);
    TestApplication app = application;
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
