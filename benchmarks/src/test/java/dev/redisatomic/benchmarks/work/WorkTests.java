package dev.redisatomic.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.benchmarks.work.Task.Invariant;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    assertThat(afterThreeCalls(work, Contestants.JEDIS)).isEqualTo(Invariant.HELD);
  }

  /** The others make all their works in {@code QuickRunTests}. */
  @ParameterizedTest
  @EnumSource(
      names = {"LETTUCE", "LETTUCE_PIPELINED", "ATOMIC_LETTUCE", "SESSION_CALLBACK_UNPOOLED"})
  void findsNothingWrongWithThoseOnLettuce(Contestants by) {
    assertThat(afterThreeCalls(Work.TRANSFER, by)).isEqualTo(Invariant.HELD);
  }

  @ParameterizedTest
  @EnumSource
  void findsOutWhoOnlySaysThatTheWorkIsDone(Work work) {
    assertThat(afterThreeCalls(work, new Idler()).held()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoData(Work work) {
    work.task().prepare(redis, work.task().entries(false));

    Work.clearAll(redis);

    assertThat(redis.dbSize()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ATOMIC", "ATOMIC_OPERATIONS"})
  void anInnerTransferIsPartOfTheOuterMethod(Contestants by) {
    Task transfer = Work.TRANSFER.task();
    transfer.prepare(redis, 2);
    try (Connected atomic = by.connect(address)) {
      Contestant contestant = atomic.contestant();

      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  contestant.outer(
                      () -> {
                        contestant.transfer("0", "1", 1, () -> {});
                        throw new IllegalStateException("the outer method fails");
                      }));

      assertThat(transfer.verify(redis, new long[2])).isEqualTo(Invariant.HELD);
    }
  }

  private static Invariant afterThreeCalls(Work work, Contestants by) {
    try (Connected connected = by.connect(address)) {
      return afterThreeCalls(work, connected.contestant());
    }
  }

  private static Invariant afterThreeCalls(Work work, Contestant contestant) {
    int entries = work.task().entries(true);
    work.task().prepare(redis, entries);
    Caller caller = new Caller(entries, 7);
    for (int i = 0; i < 3; i++) {
      work.task().call(contestant, caller);
    }
    return work.task().verify(redis, caller.ledger());
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

    @Override
    public boolean reserve(String product, Runnable attempt) {
      return true;
    }
  }
}
