package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.CallEvent;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nested calls that declare hot keys. */
@Timeout(60)
class QueuedCallTests extends QueuingCalls {

  QueuedCallTests(RedisSetup setup) {
    super(setup, setup.connectionFactory());
  }

  @Test
  void aNestedCallWaitsAndStaysInLineUntilTheAttemptHasEnded() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch firstEnd = new CountDownLatch(1);
    CountDownLatch secondEnd = new CountDownLatch(1);
    CountDownLatch afterNested = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Future<?> first = inside(app, firstEnd, "key");
    Future<?> second =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          app.methods().run(runs::incrementAndGet, "key");
                          afterNested.countDown();
                          secondEnd.await();
                        }));
    awaitWaiting(app, 1);
    assertThat(runs).hasValue(0);

    firstEnd.countDown();
    await(afterNested);
    Future<?> third = submit(() -> app.methods().run(runs::incrementAndGet, "key"));
    awaitWaiting(app, 1);
    assertThat(runs).hasValue(1);
    secondEnd.countDown();

    first.get();
    second.get();
    third.get();
    assertThat(runs).hasValue(2);
  }

  @Test
  void aNestedCallOfTheTemplateWaitsToo() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    RedisAtomicOperations atomic = app.atomic();
    Future<?> second =
        submit(() -> atomic.execute(() -> atomic.execute(() -> "nested", "key"), "another"));

    awaitWaiting(app, 1);
    end.countDown();

    first.get();
    second.get();
  }

  @Test
  void theWaitIsNoPartOfTheAttemptAndIsReported() throws Exception {
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
    RedisAtomicOperations atomic = app.atomic();
    Future<?> second = submit(() -> atomic.execute(() -> atomic.execute(() -> "nested", "key")));
    awaitWaiting(app, 1);
    long waiting = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(50);
    Duration waited = Duration.ofNanos(System.nanoTime() - waiting);

    end.countDown();

    first.get();
    second.get();
    CallEvent call =
        listener.ended().stream().max(Comparator.comparing(CallEvent::waited)).orElseThrow();
    assertThat(call.waited()).isGreaterThanOrEqualTo(waited);
    assertThat(call.attempts().get(0).duration().plus(call.waited()))
        .isLessThanOrEqualTo(call.duration());
  }

  @Test
  void offMeansThatNoNestedCallWaits() throws Exception {
    TestApplication app = start("redis.atomic.contention.local-queue=off");
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    CountDownLatch nested = new CountDownLatch(1);

    Future<?> second = submit(() -> app.methods().run(() -> inside(app, nested, "key").get()));

    nested.countDown();
    second.get();
    end.countDown();
    first.get();
  }

  @Test
  void whatWasReadDoesNotGrowOldInLineButTheRetryWaits() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger nestedRuns = new AtomicInteger();
    Future<?> second =
        submit(
            () ->
                app.methods()
                    .run(
                        () -> {
                          runs.incrementAndGet();
                          redis.opsForValue().get("read");
                          app.methods().run(nestedRuns::incrementAndGet, "key");
                          if (nestedRuns.get() == 1) {
                            other.set("read", "changed");
                          }
                          redis.opsForValue().set("written", "yes");
                        }));

    awaitWaiting(app, 1);
    // it ran to its end once; the second run waits before it has read
    assertThat(runs).hasValue(1);
    assertThat(nestedRuns).hasValue(1);
    end.countDown();

    first.get();
    second.get();
    assertThat(runs).hasValue(2);
  }

  @Test
  void aConnectionIsNotTakenWhileWaiting() throws Exception {
    try (TestApplication app =
        TestApplication.on(setup.connectionFactory(o -> o.pool(1, Duration.ofMillis(10))))
            .start(Bodies.class)) {
      app.methods().run(() -> app.redis().opsForValue().get("warm up"));
      AtomicInteger runs = new AtomicInteger();
      app.methods()
          .run(
              () -> {
                app.redis().opsForValue().get("key");
                if (runs.incrementAndGet() == 1) {
                  other.append("key", "!");
                }
                app.redis().opsForValue().append("key", "?");
              });
      CountDownLatch end = new CountDownLatch(1);
      CountDownLatch entered = new CountDownLatch(1);
      Future<?> first =
          submit(
              () ->
                  app.methods()
                      .run(
                          () -> {
                            entered.countDown();
                            end.await();
                            app.redis().opsForValue().get("key");
                          },
                          "key"));
      await(entered);
      Future<?> second = submit(() -> app.methods().run(() -> app.methods().run(() -> {}, "key")));
      awaitWaiting(app, 1);

      end.countDown();

      first.get();
      second.get();
    }
  }

  @Test
  void callsInCrossedOrdersDoNotWaitForEachOther() throws Exception {
    TestApplication app = start();
    heat(app, "a", "b");
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();

    Future<?> first = submit(() -> crossed(app, "a", "b", bothHoldOne, inside, most, runs));
    Future<?> second = submit(() -> crossed(app, "b", "a", bothHoldOne, inside, most, runs));

    first.get();
    second.get();
    assertThat(most).hasValue(1);
    assertThat(runs).hasValue(2);
  }

  private void crossed(
      TestApplication app,
      String outer,
      String inner,
      CyclicBarrier bothHoldOne,
      AtomicInteger inside,
      AtomicInteger most,
      AtomicInteger runs)
      throws Exception {
    app.methods()
        .run(
            () -> {
              bothHoldOne.await(30, TimeUnit.SECONDS);
              app.methods()
                  .run(
                      () -> {
                        runs.incrementAndGet();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        redis.opsForValue().get(outer);
                        redis.opsForValue().append(inner, "!");
                        inside.decrementAndGet();
                      },
                      inner);
            },
            outer);
  }
}
