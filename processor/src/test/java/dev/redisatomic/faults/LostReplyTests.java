package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.Queued;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transaction is applied, the reply is not there: what is told, asked and asked again. */
@EachServer(everyMode = true)
class LostReplyTests {

  private final RedisSetup setup;
  private final CuttingProxy proxy;
  private final TestApplication client;
  private Ledger ledger;

  LostReplyTests(RedisSetup setup) {
    this.setup = setup;
    this.proxy = new CuttingProxy(setup.server());
    this.client =
        TestApplication.on(setup, options -> options.port(proxy.port()).poolOfOne())
            .property("redis.atomic.timeout", "500ms")
            .start();
    this.ledger = new Ledger(setup.other(), "ledger");
  }

  @BeforeEach
  void warmUp() {
    setup.flushAll();
    RawCommands.limitReplies(setup, true);
    ledger = new Ledger(setup.other(), "ledger");
    // a connection in the pool
    client.atomic().execute(() -> client.redis().opsForValue().get("ledger:l"));
    proxy.mark();
  }

  @AfterEach
  void close() {
    RawCommands.limitReplies(setup, false);
    client.close();
    proxy.close();
  }

  @Test
  void aTransactionThatEndsItsOwnConnectionIsAppliedAndItsOutcomeUnknown() {
    AtomicInteger runs = new AtomicInteger();
    List<String> callbacks = new ArrayList<>();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> endItself(client.atomic(), runs, callbacks));

    ledger.assertApplied(1, "told: unknown");
    assertThat(runs).hasValue(1);
    assertThat(callbacks).isEmpty();
  }

  /** What exactly-once cannot do: the marker tells that EXEC ran, not how each command ended. */
  @Test
  void aCommandThatFailedInsideALostExecIsNotFoundOut() {
    setup.other().lpush("list", "element");

    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              RawCommands.loseReplies(client);
              client.redis().opsForValue().increment("list");
              client.redis().opsForValue().set("applied", "yes");
              return null;
            });

    assertThat(setup.other().get("applied")).isEqualTo("yes");
    assertThat(setup.other().llen("list")).isEqualTo(1);
  }

  @Test
  void withExactlyOnceItIsFoundOutWithoutTheResults() {
    AtomicInteger runs = new AtomicInteger();
    List<String> callbacks = new ArrayList<>();

    Queued<@Nullable Long> result = endItself(client.atomic().exactlyOnce(), runs, callbacks);

    ledger.assertApplied(1, "told: committed");
    assertThat(runs).hasValue(1);
    assertThat(callbacks).containsExactly("committed");
    assertThatIllegalStateException()
        .isThrownBy(result::get)
        .withMessageContaining("gone")
        .withMessageContaining("exactly once");
  }

  private Queued<@Nullable Long> endItself(
      RedisAtomicOperations atomic, AtomicInteger runs, List<String> callbacks) {
    return atomic.execute(
        () -> {
          runs.incrementAndGet();
          AtomicContext.current().afterCommit(() -> callbacks.add("committed"));
          // what is queued behind it has its replies dropped
          RawCommands.loseReplies(client);
          ledger.readAndWrite(client);
          Queued<@Nullable Long> result =
              Queued.of(client.redis().opsForValue().increment("asked-for"));
          return result;
        });
  }

  @Test
  void aServerThatStaysAwayLeavesTheOutcomeUnknown() {
    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(
            () ->
                client
                    .atomic()
                    .exactlyOnce()
                    .execute(
                        () -> {
                          ledger.readAndWrite(client);
                          proxy.refuse(true);
                          proxy.cutAfter(Way.TO_CLIENT, 0);
                          return true;
                        }))
        .withMessageContaining("could not be asked in time");

    proxy.awaitEnds();
    ledger.assertApplied(1, "told: unknown");
    proxy.refuse(false);
    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();
    ledger.assertApplied(2, "next call");
  }

  @Test
  void aMarkerOfAnUnknownOutcomeIsNotUsedAgain() {
    aServerThatStaysAwayLeavesTheOutcomeUnknown();
    List<String> before = List.copyOf(setup.other().keys("redis-atomic-*"));
    assertThat(before).hasSize(1);
    String trace = setup.other().get(before.get(0));

    assertThat(Work.READ_MODIFY_WRITE_EXACTLY_ONCE.on(client, ledger).thrown()).isNull();

    assertThat(setup.other().get(before.get(0))).isEqualTo(trace);
    assertThat(setup.other().keys("redis-atomic-*")).hasSize(2);
  }

  @Test
  void anInterruptEndsTheQuestionsAndIsKept() {
    try {
      assertThatExceptionOfType(CommitOutcomeUnknownException.class)
          .isThrownBy(
              () ->
                  client
                      .atomic()
                      .exactlyOnce()
                      .execute(
                          () -> {
                            ledger.readAndWrite(client);
                            proxy.refuse(true);
                            proxy.cutAfter(Way.TO_CLIENT, 0);
                            Thread.currentThread().interrupt();
                            return true;
                          }));
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      proxy.refuse(false);
    }
    proxy.awaitEnds();
    ledger.assertApplied(1, "told: unknown");
  }
}
