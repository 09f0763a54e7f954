package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Retries on keys that nobody has declared, and those who would overtake them. */
@Timeout(60)
class ContestedKeysTests extends QueuingCalls {

  private final CountDownLatch end = new CountDownLatch(1);

  ContestedKeysTests(RedisSetup setup) {
    super(setup, setup.connectionFactory());
  }

  /** Starts a call that loses its first attempt, and returns when the second one is on its way. */
  private Future<?> inTheSecondAttempt(
      TestApplication app, Action reads, Action conflict, Action writes, String... keys)
      throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Future<?> call =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          reads.run();
                          if (runs.incrementAndGet() == 1) {
                            conflict.run();
                          } else {
                            assertThat(runs).hasValue(2);
                            entered.countDown();
                            end.await();
                          }
                          writes.run();
                        },
                        keys));
    await(entered);
    return call;
  }

  private Future<?> inTheSecondAttempt(TestApplication app) throws InterruptedException {
    return inTheSecondAttempt(
        app,
        () -> redis.opsForValue().get("key"),
        () -> other.set("key", "theirs"),
        () -> redis.opsForValue().append("key", ", retried"));
  }

  @Test
  void aRetryQueuesForTheKeyThatItHasReadAndWritten() throws Exception {
    TestApplication app = start();
    Future<?> retrying = inTheSecondAttempt(app);
    Future<?> declaring = submit(() -> app.methods().run(() -> {}, "key"));

    awaitWaiting(app, 1);
    end.countDown();

    retrying.get();
    declaring.get();
  }

  @Test
  void aRetryQueuesForAKeyThatAnotherCallHasWrittenMeanwhile() throws Exception {
    TestApplication app = start();
    Future<?> retrying =
        inTheSecondAttempt(
            app,
            () -> redis.opsForValue().get("key"),
            () -> submit(() -> app.methods().run(() -> increment("key"))).get(),
            () -> increment("another"));
    Future<?> declaring = submit(() -> app.methods().run(() -> {}, "key"));

    awaitWaiting(app, 1);
    end.countDown();

    retrying.get();
    declaring.get();
  }

  private void increment(String key) {
    redis.opsForValue().increment(key);
  }

  @Test
  void keysThatThisApplicationOnlyReadsAreNotQueuedFor() throws Exception {
    TestApplication app = start();
    Future<?> retrying =
        inTheSecondAttempt(
            app,
            () -> redis.opsForValue().multiGet(List.of("config", "declared", "key")),
            () -> other.mset("config", "changed", "declared", "changed"),
            () -> increment("key"),
            "declared");

    app.atomic().execute(IMPATIENT, () -> "at once", "config");
    app.atomic().execute(IMPATIENT, () -> "at once", "declared");
    Future<?> declaring = submit(() -> app.methods().run(() -> {}, "key"));
    awaitWaiting(app, 1);

    end.countDown();
    retrying.get();
    declaring.get();
  }

  /** Starts a call that loses one attempt before its turn and one in it, and waits in the next. */
  private Future<?> overtaken(TestApplication app) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Future<?> call =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          redis.opsForValue().get("key");
                          switch (runs.incrementAndGet()) {
                            case 1, 2 -> submit(() -> app.methods().run(() -> append("!"))).get();
                            case 3 -> {
                              entered.countDown();
                              end.await();
                            }
                            default -> throw new AssertionError("overtaken again");
                          }
                          redis.opsForValue().append("key", ", retried");
                        }));
    await(entered);
    return call;
  }

  private void append(String text) {
    redis.opsForValue().get("key");
    redis.opsForValue().append("key", text);
  }

  @Test
  void aRetryIsOvertakenOnceAtMost() throws Exception {
    TestApplication app = start();
    Future<?> retrying = overtaken(app);
    AtomicInteger runs = new AtomicInteger();
    Future<?> overtaking =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          runs.incrementAndGet();
                          append(", second");
                        }));

    awaitWaiting(app, 1);
    assertThat(other.get("key")).isEqualTo("!!");
    end.countDown();

    retrying.get();
    overtaking.get();
    assertThat(runs).hasValue(2);
    assertThat(other.get("key")).isEqualTo("!!, retried, second");
  }

  @Test
  void whatCannotRunAgainOrCannotConflictDoesNotGiveWay() throws Exception {
    TestApplication app = start();
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Future<?> overtaken =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          redis.opsForValue().get("key");
                          if (runs.incrementAndGet() <= 2) {
                            other.append("key", "!");
                          } else if (runs.get() == 3) {
                            entered.countDown();
                            end.await();
                          }
                          redis.opsForValue().append("key", ", retried");
                        }));
    await(entered);

    app.methods().run(() -> redis.opsForValue().append("key", ", blindly"));
    app.methods().runOnce(() -> append(", once"));

    assertThat(other.get("key")).isEqualTo("!!, blindly, once");
    end.countDown();
    overtaken.get();
    assertThat(runs).hasValue(4);
  }

  @Test
  void offMeansThatNobodyGivesWay() throws Exception {
    TestApplication app = start("redis.atomic.contention.local-queue=off");
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch entered = new CountDownLatch(1);
    Future<?> retrying =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          redis.opsForValue().get("key");
                          switch (runs.incrementAndGet()) {
                            case 1, 2 -> other.set("key", "theirs");
                            case 3 -> {
                              entered.countDown();
                              end.await();
                            }
                            default -> {}
                          }
                          redis.opsForValue().append("key", ", retried");
                        }));
    await(entered);

    app.methods()
        .run(
            () -> {
              redis.opsForValue().get("key");
              redis.opsForValue().append("key", ", second");
            });

    end.countDown();
    retrying.get();
    assertThat(runs).hasValue(4);
    assertThat(other.get("key")).isEqualTo("theirs, second, retried");
  }
}
