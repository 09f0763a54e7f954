package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The commit's connection is cut, and then the connection over which the library asks what became
 * of it: at all bytes of connecting, asking and closing the marker.
 */
@EachServer
class RepeatedQuestionTests {

  private static final int STEP = 7;

  private final RedisSetup setup;
  private final CuttingProxy proxy;
  private final TestApplication client;

  RepeatedQuestionTests(RedisSetup setup) {
    this.setup = setup;
    this.proxy = new CuttingProxy(setup.server());
    this.client =
        TestApplication.on(setup, options -> options.port(proxy.port()).poolOfOne()).start();
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  /** Cut on the way to the server, the commit never happens; on the way back, it has happened. */
  @ParameterizedTest
  @EnumSource
  void aQuestionThatIsCutIsAskedAgain(Way commit) {
    for (Way question : Way.values()) {
      long end = lengthOfTheQuestion(commit, question);
      assertThat(end).isGreaterThan(20);
      for (long bytes = 0; bytes < end; bytes += STEP) {
        assertCommittedOnce(commit, question, 1, bytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionThatIsCutSeveralTimesIsAskedAgain(Way commit) {
    for (Way question : Way.values()) {
      long end = lengthOfTheQuestion(commit, question);
      for (long bytes = end - 50; bytes < end; bytes += 7) {
        assertCommittedOnce(commit, question, 3, bytes);
      }
    }
  }

  private void assertCommittedOnce(Way commit, Way question, int times, long bytes) {
    String situation =
        "commit cut %s, question %d times after %d bytes %s"
            .formatted(commit, times, bytes, question);
    Ledger ledger =
        new Ledger(setup.other(), "%s-%s-%d-%d".formatted(commit, question, times, bytes));

    int connects = run(ledger, commit, question, times, bytes);

    ledger.assertApplied(1, situation);
    assertThat(connects).as(situation).isGreaterThan(1);
  }

  private int run(Ledger ledger, Way commit, Way question, int times, long bytes) {
    warmUp();
    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              ledger.readAndWrite(client);
              if (AtomicContext.current().attempt() == 1) {
                proxy.mark();
                proxy.cutAfter(commit, 0);
                for (int i = 0; i < times; i++) {
                  proxy.cutAfter(question, bytes);
                }
              }
              return true;
            });
    int connects = proxy.connects();
    proxy.mark();
    proxy.awaitEnds();
    return connects;
  }

  /**
   * What passes from the commit's cut until the call returns; the last part is the next attempt if
   * the commit never happened.
   */
  private long lengthOfTheQuestion(Way commit, Way question) {
    Ledger ledger = new Ledger(setup.other(), "length-" + commit + question);
    warmUp();
    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              ledger.readAndWrite(client);
              if (AtomicContext.current().attempt() == 1) {
                proxy.mark();
                proxy.cutAfter(commit, 0);
              }
              return true;
            });
    long passed = proxy.passed(question);
    proxy.awaitEnds();
    ledger.assertApplied(1, "only the commit was cut");
    return passed;
  }

  private void warmUp() {
    client.atomic().execute(() -> client.redis().opsForValue().get("warm"));
  }
}
