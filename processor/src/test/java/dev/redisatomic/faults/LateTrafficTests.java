package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.Stall;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Traffic stops after some byte for longer than the client waits, and arrives when the caller has
 * been answered: the request is then executed, or the reply goes nowhere. The server has not
 * noticed anything, so a late EXEC is stopped by nothing but WATCH.
 */
@EachServer
class LateTrafficTests {

  private static final Duration READ_TIMEOUT = Duration.ofMillis(250);

  /** They mostly wait. */
  private static final int WORKERS = 16;

  private static final int STEP = 5;

  private final RedisSetup setup;

  LateTrafficTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @ParameterizedTest
  @EnumSource
  void whateverArrivesLateTheCallerWasToldTheTruth(Work work) throws Exception {
    int unknown =
        Workers.run(WORKERS, worker -> stall(work, worker)).stream()
            .mapToInt(Integer::intValue)
            .sum();

    if (work.exactlyOnce()) {
      assertThat(unknown).as("unknown outcomes").isZero();
    } else {
      assertThat(unknown).as("unknown outcomes").isPositive();
    }
  }

  private int stall(Work work, int worker) {
    int unknown = 0;
    try (CuttingProxy proxy = new CuttingProxy(setup.server());
        TestApplication client =
            TestApplication.on(
                    setup,
                    options -> options.port(proxy.port()).readTimeout(READ_TIMEOUT).poolOfOne())
                .start()) {
      Ledger warm = new Ledger(setup.other(), "warm-" + worker);
      for (Way way : Way.values()) {
        warmUp(client, warm);
        // the first time, it may have to find out how to ask the server
        work.on(client, warm);
        proxy.mark();
        // in order to know the length; once more if it took a second attempt
        work.on(client, warm);
        long end = proxy.passed(way) - work.variation();
        for (long n = (long) worker * STEP; n < end; n += (long) WORKERS * STEP) {
          warmUp(client, warm);
          unknown += stall(work, client, proxy, way, n, worker).unknown() ? 1 : 0;
        }
      }
    }
    return unknown;
  }

  private Verdict stall(
      Work work, TestApplication client, CuttingProxy proxy, Way way, long n, int worker) {
    String situation = "%s on %s, stalled after byte %d %s".formatted(work, setup, n, way);
    Ledger ledger = new Ledger(setup.other(), "call-%d-%s-%d".formatted(worker, way, n));

    proxy.mark();
    Stall stall = proxy.stallAfter(way, n);
    Verdict verdict = work.on(client, ledger);
    stall.awaitBegin();
    stall.goOn();
    proxy.awaitEnds();

    verdict.assertAgreesWith(ledger.applied(situation), situation);
    long then = ledger.applied(situation);
    assertThat(Work.READ_MODIFY_WRITE_EXACTLY_ONCE.on(client, ledger).thrown())
        .as("next call: %s", situation)
        .isNull();
    ledger.assertApplied(then + 1, "next call: " + situation);
    return verdict;
  }

  private static void warmUp(TestApplication client, Ledger warm) {
    assertThat(Work.READ_MODIFY_WRITE_EXACTLY_ONCE.on(client, warm).thrown()).isNull();
  }
}
