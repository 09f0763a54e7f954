package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CallEvent;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nested calls whose time goes by in the queue, or whose thread is interrupted there. */
@Timeout(60)
class ImpatientNestedCallTests extends QueuingCalls {

  ImpatientNestedCallTests(RedisSetup setup) {
    super(setup, setup.connectionFactory());
  }

  @Test
  void theTimeoutCoversTheWaitOfANestedCallAndNothingIsApplied() throws Exception {
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
    AtomicInteger runs = new AtomicInteger();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                app.atomic()
                    .execute(
                        IMPATIENT,
                        () -> {
                          redis.opsForValue().set("written", "before");
                          return app.atomic().execute(runs::incrementAndGet, "key");
                        }))
        .withMessageContaining("timeout of 100ms went by in the queue")
        .withMessageContaining("[key]")
        .withMessageContaining("Nothing was applied")
        .satisfies(
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getWatchedKeys()).containsExactly("key");
            });

    assertThat(runs).hasValue(0);
    assertThat(other.get("written")).isNull();
    CallEvent call = listener.ended().get(listener.ended().size() - 1);
    assertThat(call.outcome()).isEqualTo(AtomicOutcome.CONFLICT);
    assertThat(call.attempts()).hasSize(1);
    assertThat(call.attempts().get(0).outcome()).isEqualTo(AtomicOutcome.FAILED);
    end.countDown();
    first.get();
  }

  @Test
  void aBodyCannotGoOnWithoutTheNestedCallWhoseTimeWentBy() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    AtomicReference<Throwable> again = new AtomicReference<>();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                app.atomic()
                    .execute(
                        IMPATIENT,
                        () -> {
                          redis.opsForValue().set("written", "before");
                          try {
                            app.atomic().execute(() -> true, "key");
                          } catch (WatchConflictException swallowed) {
                            try {
                              redis.opsForValue().set("written", "after");
                            } catch (WatchConflictException e) {
                              again.set(e);
                            }
                          }
                          return "went on";
                        }))
        .withMessageContaining("went by in the queue")
        .isSameAs(again.get());
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                app.atomic()
                    .execute(
                        IMPATIENT,
                        () -> {
                          try {
                            return app.atomic().execute(() -> true, "key");
                          } catch (WatchConflictException e) {
                            throw new IllegalStateException("of the body", e);
                          }
                        }));

    assertThat(other.get("written")).isNull();
    end.countDown();
    first.get();
  }

  @Test
  void aThreadThatIsInterruptedInTheFirstAttemptGoesOnWithoutALease() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<Boolean> second =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              return app.methods()
                  .call(
                      () ->
                          app.methods().call(() -> Thread.currentThread().isInterrupted(), "key"));
            });
    awaitWaiting(app, 1);

    Objects.requireNonNull(thread.get()).interrupt();

    assertThat(second.get()).isTrue();
    end.countDown();
    first.get();
  }

  @Test
  void aThreadThatIsInterruptedInAFurtherAttemptGivesUp() throws Exception {
    TestApplication app = start();
    heat(app, "key");
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first = inside(app, end, "key");
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Future<Boolean> second =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              try {
                app.methods()
                    .run(
                        () -> {
                          if (runs.incrementAndGet() == 1) {
                            redis.opsForValue().get("read");
                            other.set("read", "changed");
                          } else {
                            app.methods().run(() -> {}, "key");
                          }
                          redis.opsForValue().set("written", "yes");
                        });
              } catch (WatchConflictException e) {
                thrown.set(e);
              }
              return Thread.currentThread().isInterrupted();
            });
    awaitWaiting(app, 1);

    Objects.requireNonNull(thread.get()).interrupt();

    assertThat(second.get()).isTrue();
    assertThat(thrown.get())
        .hasMessageContaining("interrupted while waiting to retry")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(runs).hasValue(2);
    assertThat(other.get("written")).isNull();
    end.countDown();
    first.get();
  }
}
