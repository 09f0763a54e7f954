package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.Stall;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The heart of exactly-once: the whole MULTI … EXEC is on its way, the client gives up waiting and
 * settles the matter on another connection, and then it arrives.
 */
@EachServer(everyMode = true)
class LateExecTests {

  /** Of RESP2 or RESP3. */
  private static final String NIL_AT_THE_END = "(?s).*(\\*-1|_)\r\n";

  private final RedisSetup setup;
  private final CuttingProxy proxy;
  private final TestApplication client;
  private Ledger ledger;

  LateExecTests(RedisSetup setup) {
    this.setup = setup;
    this.proxy = new CuttingProxy(setup.server());
    this.client =
        TestApplication.on(
                setup,
                options ->
                    options.port(proxy.port()).readTimeout(Duration.ofMillis(300)).poolOfOne())
            .start();
    this.ledger = new Ledger(setup.other(), "ledger");
  }

  @BeforeEach
  void warmUp() {
    setup.flushAll();
    ledger = new Ledger(setup.other(), "warm");
    assertThat(Work.READ_MODIFY_WRITE_EXACTLY_ONCE.on(client, ledger).committed()).isTrue();
    ledger = new Ledger(setup.other(), "ledger");
    proxy.mark();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  @Test
  void aLateCommitOfAReadModifyWriteIsStoppedByItsMarker() {
    List<Stall> stalls = new ArrayList<>();
    List<Integer> attempts = new ArrayList<>();

    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              attempts.add(AtomicContext.current().attempt());
              // a key that the second attempt does not write: only the marker stops the first
              assertThat(client.redis().opsForValue().get("unrelated")).isNull();
              ledger.write(client);
              if (attempts.size() == 1) {
                stalls.add(proxy.stallAfter(Way.TO_SERVER, 0));
              }
              return true;
            });

    assertThat(attempts).containsExactly(1, 2);
    ledger.assertApplied(1, "before the late EXEC");
    assertThat(deliverLate(stalls.get(0))).matches(NIL_AT_THE_END);
    ledger.assertApplied(1, "after the late EXEC");
  }

  @Test
  void aLateCommitOfAWriteOnlyMethodIsStoppedByItsMarker() {
    List<Stall> stalls = new ArrayList<>();

    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              ledger.write(client);
              if (AtomicContext.current().attempt() == 1) {
                stalls.add(proxy.stallAfter(Way.TO_SERVER, bytesOfTheMarkersWatch()));
              }
              return true;
            });

    ledger.assertApplied(1, "before the late EXEC");
    assertThat(deliverLate(stalls.get(0))).matches(NIL_AT_THE_END);
    ledger.assertApplied(1, "after the late EXEC");
  }

  @Test
  void anythingOfAWriteOnlyMethodThatIsLateFromTheFirstByteOnChangesNothing() {
    List<Stall> stalls = new ArrayList<>();

    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              ledger.write(client);
              if (AtomicContext.current().attempt() == 1) {
                stalls.add(proxy.stallAfter(Way.TO_SERVER, 0));
              }
              return true;
            });

    ledger.assertApplied(1, "before the late commands");
    deliverLate(stalls.get(0));
    ledger.assertApplied(1, "after the late commands");
  }

  @Test
  void withoutExactlyOnceALateCommitIsAppliedAndTheCallerWasToldSo() {
    List<Stall> stalls = new ArrayList<>();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(
            () ->
                client
                    .atomic()
                    .execute(
                        () -> {
                          ledger.readAndWrite(client);
                          stalls.add(proxy.stallAfter(Way.TO_SERVER, 0));
                          return true;
                        }))
        .withMessageContaining("or none")
        .withMessageContaining("exactlyOnce");

    ledger.assertApplied(0, "before the late EXEC");
    deliverLate(stalls.get(0));
    ledger.assertApplied(1, "after the late EXEC");
  }

  @Test
  void aCommitWhoseReplyIsLateIsFoundAndNotRepeated() {
    List<Stall> stalls = new ArrayList<>();
    List<Integer> attempts = new ArrayList<>();

    client
        .atomic()
        .exactlyOnce()
        .execute(
            () -> {
              attempts.add(AtomicContext.current().attempt());
              ledger.readAndWrite(client);
              stalls.add(proxy.stallAfter(Way.TO_CLIENT, 0));
              return true;
            });

    assertThat(attempts).containsExactly(1);
    ledger.assertApplied(1, "reply held back");
    deliverLate(stalls.get(0));
    ledger.assertApplied(1, "reply arrived");
  }

  private String deliverLate(Stall stall) {
    assertThat(stall.hasBegun()).as("something was held back").isTrue();
    stall.goOn();
    proxy.awaitEnds();
    return stall.lateReplies();
  }

  /** As much as goes out alone before the commit: the client has one marker, since warming up. */
  private long bytesOfTheMarkersWatch() {
    String key = setup.other().keys("redis-atomic-*").iterator().next();
    return (long) "*2\r\n$5\r\nWATCH\r\n$00\r\n\r\n".length() + key.length();
  }
}
