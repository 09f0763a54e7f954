package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
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
    super(setup, "redis.atomic.contention.group-commit=true");
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
}
