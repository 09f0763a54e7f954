package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;

/** The connection ends with a read, or there is none. */
class LostReadTests extends WiredBodies {

  private int runs;

  LostReadTests(RedisSetup setup) {
    super(setup);
  }

  private void readAndWrite() {
    runs++;
    values.get("read");
    values.increment("written");
  }

  private void assertNextCallWorks() throws Exception {
    atomic.run(() -> values.set("next", values.get("next") + "!"));

    assertThat(other.get("next")).isEqualTo("null!");
  }

  @Test
  void aConnectionLostDuringAReadIsAFailureWithNothingApplied() throws Exception {
    proxy.cutBeforeNext(named("GET"));

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      values.increment("written");
                      readAndWrite();
                    }))
        .satisfies(e -> assertThat(e).hasNoSuppressedExceptions());

    assertThat(runs).isEqualTo(1);
    assertThat(other.exists("written")).isFalse();
    assertNextCallWorks();
  }

  @Test
  void aLostReadIsRetriedOnAFreshConnection() throws Exception {
    proxy.cutBeforeNext(named("GET"));

    atomic.run(this::readAndWrite);

    assertThat(runs).isEqualTo(2);
    assertThat(other.get("written")).isEqualTo("1");
    assertThat(proxy.connectionsUsed()).isEqualTo(2);
  }

  @Test
  void aBodyThatSwallowsTheLostReadDoesNotCommit() throws Exception {
    proxy.cutBeforeNext(named("GET"));

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      values.set("written", "1");
                      try {
                        values.get("read");
                      } catch (RedisConnectionFailureException e) {
                        runs++;
                      }
                    }));

    assertThat(runs).isEqualTo(1);
    assertThat(proxy.commands()).doesNotContain(List.of("MULTI"), List.of("EXEC"));
    assertNextCallWorks();
  }

  @Test
  void aBodyThatSwallowsAnExhaustedPoolDoesNotCommit() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch wanted = new CountDownLatch(1);
    FutureTask<Boolean> taker =
        new FutureTask<>(
            () -> {
              atomic.run(
                  () -> {
                    values.get("x");
                    taken.countDown();
                    wanted.await();
                  });
              return true;
            });
    new Thread(taker).start();
    taken.await();

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      assertThatExceptionOfType(DataAccessException.class)
                          .isThrownBy(() -> values.get("read"));
                      wanted.countDown();
                      taker.get();
                      values.set("written", "1");
                    }));

    assertThat(other.exists("written")).isFalse();
    assertNextCallWorks();
  }

  @Test
  void anAttemptThatLostItsConnectionReadsNoMore() {
    other.set("read", "value");
    proxy.cutBeforeNext(named("GET"));

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      for (int i = 0; i < 2; i++) {
                        assertThatExceptionOfType(RedisConnectionFailureException.class)
                            .isThrownBy(() -> values.get("read"));
                      }
                      runs++;
                    }));

    assertThat(runs).isEqualTo(1);
    assertThat(proxy.connectionsUsed()).isEqualTo(1);
  }
}
