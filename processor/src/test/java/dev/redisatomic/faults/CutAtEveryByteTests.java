package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection ends after byte 0, 1, 2 … of everything that one transaction sends and receives.
 * Whatever the byte: all or nothing, the caller is told the truth, and the pool is as good as new.
 */
@EachServer(everyMode = true)
class CutAtEveryByteTests {

  private static final int WORKERS = 4;

  /** Room for markers whose numbers have more digits than the first one's. */
  private static final int SPARE = 8;

  private final RedisSetup setup;
  private final int step;

  CutAtEveryByteTests(RedisSetup setup) {
    this.setup = setup;
    // on the wire this one is like the other mode of Jedis, only the way back to the pool differs
    this.step = setup.mode() == ClientMode.LEGACY_JEDIS ? 7 : 1;
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @ParameterizedTest
  @EnumSource
  void whereverTheConnectionIsCutTheCallerIsToldTheTruth(Work work) throws Exception {
    int unknown =
        Workers.run(WORKERS, worker -> cut(work, worker)).stream()
            .mapToInt(Integer::intValue)
            .sum();

    if (work.exactlyOnce()) {
      assertThat(unknown).as("unknown outcomes").isZero();
    } else {
      assertThat(unknown).as("unknown outcomes").isPositive();
    }
    assertThat(setup.other().keys("*"))
        .allMatch(key -> key.matches("(warm|call)-\\d+(-\\w+-\\d+)?:[lr]|redis-atomic-[-0-9a-f]+"));
    assertThat(setup.other().keys("redis-atomic-*"))
        .as("a copy that does not expire")
        .noneMatch(key -> setup.other().pttl(key) == -1);
  }

  /** Every {@link #WORKERS}th byte; returns how many outcomes were unknown. */
  private int cut(Work work, int worker) {
    int unknown = 0;
    try (CuttingProxy proxy = new CuttingProxy(setup.server());
        TestApplication client =
            TestApplication.on(setup, options -> options.port(proxy.port()).poolOfOne()).start()) {
      Ledger warm = new Ledger(setup.other(), "warm-" + worker);
      work.on(client, warm);
      proxy.mark();
      assertThat(work.on(client, warm).committed()).isTrue();
      for (Way way : Way.values()) {
        long end = proxy.passed(way) + SPARE;
        assertThat(end).isGreaterThan(40);
        for (long n = (long) worker * step; n <= end; n += (long) WORKERS * step) {
          unknown += cut(work, client, proxy, way, n, worker).unknown() ? 1 : 0;
        }
        proxy.mark();
        assertThat(work.on(client, warm).committed()).isTrue();
      }
    }
    return unknown;
  }

  private Verdict cut(
      Work work, TestApplication client, CuttingProxy proxy, Way way, long n, int worker) {
    String situation = "%s of %s, cut after byte %d %s".formatted(work, setup, n, way);
    Ledger ledger = new Ledger(setup.other(), "call-%d-%s-%d".formatted(worker, way, n));
    // an end of a connection in the pool, left by the case before, must not count as this one's
    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).committed()).as(situation).isTrue();
    long before = ledger.applied(situation);

    proxy.mark();
    proxy.cutAfter(way, n);
    Verdict verdict = work.on(client, ledger);
    proxy.awaitEnds();

    verdict.assertAgreesWith(ledger.applied(situation) - before, situation);
    long then = ledger.applied(situation);
    proxy.mark();
    Verdict next = Work.READ_MODIFY_WRITE.on(client, ledger);
    assertThat(next.thrown()).as("next call: %s", situation).isNull();
    ledger.assertApplied(then + 1, "next call: " + situation);
    return verdict;
  }
}
