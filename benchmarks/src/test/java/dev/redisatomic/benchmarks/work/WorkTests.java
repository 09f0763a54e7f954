package dev.redisatomic.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.benchmarks.work.Work.Invariant;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Only a check that finds wrong data is worth something when it finds none. */
class WorkTests {

  private static RedisServer server;
  private static HostAndPort address;
  private static RedisClient redis;

  @BeforeAll
  static void connect() {
    server = RedisServer.start();
    address = HostAndPort.from(server.address());
    redis = Connected.jedis(address);
  }

  @AfterAll
  static void disconnect() {
    redis.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void findsNothingWrongWithOneWhoDoesTheWork(Work work) {
    try (Connected jedis = Contestants.JEDIS.connect(address)) {
      assertThat(afterThreeCalls(work, jedis.contestant())).isEqualTo(Invariant.HELD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsOutWhoOnlySaysThatTheWorkIsDone(Work work) {
    assertThat(afterThreeCalls(work, new Idler()).wrong()).isPositive();
  }

  private static Invariant afterThreeCalls(Work work, Contestant contestant) {
    work.prepare(redis, true);
    Caller caller = new Caller(work, true, 7);
    for (int i = 0; i < 3; i++) {
      caller.call(contestant);
    }
    return work.verify(redis, caller.calls().ledger());
  }

  @Test
  void anInnerTransferIsPartOfTheOuterMethod() {
    Work.NESTED.prepare(redis, true);
    try (Connected atomic = Contestants.ATOMIC.connect(address)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  atomic
                      .contestant()
                      .outer(
                          () -> {
                            atomic.contestant().transfer("0", "1", 1, () -> {});
                            throw new IllegalStateException("the outer method fails");
                          }));

      assertThat(Work.NESTED.verify(redis, new long[4])).isEqualTo(Invariant.HELD);
    }
  }

  private static final class Idler implements Contestant {

    @Override
    public boolean transfer(String from, String to, long amount, Runnable attempt) {
      return true;
    }

    @Override
    public boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
      return true;
    }

    @Override
    public List<String> snapshot(List<String> keys, Runnable attempt) {
      return List.of("1", "1", "1", "1", "2");
    }

    @Override
    public void increment(List<String> keys, Runnable attempt) {}
  }
}
