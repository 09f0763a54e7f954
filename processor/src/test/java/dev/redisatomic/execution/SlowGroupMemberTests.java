package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body that runs for longer than those before it wait. */
@EachServer
@Timeout(60)
class SlowGroupMemberTests extends GroupedBodies {

  SlowGroupMemberTests(RedisSetup setup) {
    // on a busy machine, too, bodies below a tenth of it are short, and the first call keeps its
    // lease, which is twice as long, until all others wait
    super(
        setup,
        "redis.atomic.contention.group-commit=true",
        "redis.atomic.contention.group-patience=500ms");
  }

  @Test
  void aSlowBodyIsLeftBehind() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger slowRuns = new AtomicInteger();

    List<Future<String>> calls =
        together(
            this::increment,
            this::increment,
            () -> {
              slowRuns.incrementAndGet();
              String before = increment();
              end.await();
              return before;
            });

    calls.get(0).get();
    calls.get(1).get();
    assertThat(other.get(KEY)).as("committed without it").isEqualTo("2");
    end.countDown();
    assertThat(calls.get(2).get()).isEqualTo("2");
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(slowRuns).as("what it had read still holds").hasValue(1);
  }

  @Test
  void aBodyThatReadsAgainAndAgainIsLeftBehindToo() throws Exception {
    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              while (values.get("flag") == null) {
                Thread.onSpinWait();
              }
              return increment();
            });

    calls.get(0).get();
    other.set("flag", "1");
    assertThat(calls.get(1).get()).isEqualTo("1");
    assertThat(other.get(KEY)).isEqualTo("2");
  }

  @Test
  void aSlowBodyWhoseReadsAreOldRunsAgain() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch hasRead = new CountDownLatch(1);
    AtomicInteger slowRuns = new AtomicInteger();

    List<Future<String>> calls =
        together(
            this::increment,
            this::increment,
            () -> {
              slowRuns.incrementAndGet();
              String before = increment();
              hasRead.countDown();
              end.await();
              return before;
            });

    calls.get(0).get();
    calls.get(1).get();
    hasRead.await();
    other.set(KEY, "10");
    end.countDown();
    assertThat(calls.get(2).get()).isEqualTo("10");
    assertThat(other.get(KEY)).isEqualTo("11");
    assertThat(slowRuns).hasValue(2);
  }

  @Test
  void aSlowBodyThatHasLostItsTurnCallsOthersOnWhatItHasRead() throws Exception {
    AtomicInteger slowRuns = new AtomicInteger();
    CountDownLatch lost = new CountDownLatch(1);

    Callable<String> slow =
        () -> {
          String before = String.valueOf(values.get(KEY));
          if (slowRuns.incrementAndGet() == 1) {
            lost.await();
          }
          return before + atomic.call(this::increment, KEY);
        };

    List<Future<String>> calls =
        together(
            body ->
                // the first has shown Bodies.call to be slow
                body == slow
                    ? application.atomic().execute(() -> unchecked(body), KEY)
                    : atomic.call(body, KEY),
            this::increment,
            slow,
            () -> {
              lost.countDown();
              return String.valueOf(values.get(KEY));
            });

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(calls.get(1).get()).isEqualTo("11");
    assertThat(other.get(KEY)).isEqualTo("2");
    assertThat(slowRuns).hasValue(1);
  }

  private static <T> T unchecked(Callable<T> body) {
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
