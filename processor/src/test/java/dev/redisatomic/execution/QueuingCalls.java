package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.EachServer;
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
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.UnifiedJedis;

/** Calls of several threads on hot keys; every test starts its own application. */
@EachServer
abstract class QueuingCalls {

  /** Less than the time for which a key may be held while others wait. */
  static final RetryPolicy IMPATIENT = RetryPolicy.DEFAULT.withTimeout(Duration.ofMillis(100));

  /** Nobody commits together, and who holds a key keeps it for as long as a test may take. */
  static final String[] QUEUES = {
    "redis.atomic.contention.group-commit=false", "redis.atomic.contention.group-patience=20s"
  };

  final RedisSetup setup;
  final UnifiedJedis other;
  final RedisConnectionFactory factory;
  final StringRedisTemplate redis;
  final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable TestApplication application;

  QueuingCalls(RedisSetup setup, RedisConnectionFactory factory) {
    this.setup = setup;
    this.factory = factory;
    other = setup.other();
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

  TestApplication start(String... properties) {
    return started(
        TestApplication.on(factory).properties(QUEUES).properties(properties).start(Bodies.class));
  }

  TestApplication started(TestApplication started) {
    application = started;
    return started;
  }

  /** Lets one conflict happen on keys that the call writes. */
  void heat(TestApplication application, String... keys) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    application
        .methods()
        .run(
            () -> {
              redis.opsForValue().get(keys[0]);
              if (runs.incrementAndGet() == 1) {
                other.append(keys[0], "!");
              }
              for (String key : keys) {
                redis.opsForValue().append(key, "?");
              }
            },
            keys);
    assertThat(runs).hasValue(2);
  }

  /** Starts a call whose body waits, and returns when it does. */
  Future<?> inside(TestApplication application, CountDownLatch end, String... keys)
      throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Future<?> call =
        submit(
            () ->
                application
                    .methods()
                    .run(
                        () -> {
                          entered.countDown();
                          end.await();
                        },
                        keys));
    await(entered);
    return call;
  }

  Future<?> submit(Action task) {
    return threads.submit(
        () -> {
          task.run();
          return null;
        });
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  static void awaitWaiting(TestApplication application, int number) {
    AtomicExecutor executor = application.get(AtomicExecutor.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (executor.waitingThreads() != number) {
      assertThat(System.nanoTime()).as("waiting for too long").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
