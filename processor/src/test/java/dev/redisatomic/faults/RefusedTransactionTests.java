package dev.redisatomic.faults;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** The server is there and does not want to: what was applied is told by the type. */
@EachServer(everyMode = true)
class RefusedTransactionTests {

  private final RedisServer server;
  private final RedisSetup setup;
  private final TestApplication client;
  private final AtomicInteger runs = new AtomicInteger();
  private Ledger ledger;

  /** On a server of its own, because what is changed here would disturb others. */
  RefusedTransactionTests(RedisSetup shared) {
    server = RedisServer.start(shared.server().binary());
    setup = new RedisSetup(server, shared.mode());
    setup.admin().aclSetUser("teller", "on", ">secret", "~*", "+@all");
    client =
        TestApplication.on(setup, options -> options.user("teller", "secret").poolOfOne())
            .properties("redis.atomic.max-retries=3", "redis.atomic.backoff.max=20ms")
            .start();
    ledger = new Ledger(setup.other(), "ledger");
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
    ledger = new Ledger(setup.other(), "ledger");
  }

  @AfterEach
  void close() {
    client.close();
    setup.close();
    server.close();
  }

  /** Runs the action between the body and EXEC of the first attempt. */
  private Verdict call(Runnable first) {
    return Verdict.of(
        client.atomic(),
        () -> {
          runs.incrementAndGet();
          ledger.readAndWrite(client);
          if (AtomicContext.current().attempt() == 1) {
            first.run();
          }
        });
  }

  private void assertNextCallWorks(long before) {
    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();
    ledger.assertApplied(before + 1, "next call");
  }

  @Test
  void withoutMemoryNothingIsAppliedAndTheReasonNamed() {
    Verdict verdict = call(() -> setup.admin().configSet("maxmemory", "1"));

    assertThat(verdict.thrown())
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("applied nothing")
        .hasMessageContaining("OOM");
    assertThat(runs).hasValue(1);
    ledger.assertApplied(0, "out of memory");
    setup.admin().configSet("maxmemory", "0");
    assertNextCallWorks(0);
  }

  @Test
  void aServerThatBecameAReplicaIsTriedAgain() {
    Verdict verdict =
        Verdict.of(
            client.atomic(),
            () -> {
              ledger.readAndWrite(client);
              if (runs.incrementAndGet() == 1) {
                setup.admin().replicaof("127.0.0.1", 1);
              } else {
                setup.admin().replicaofNoOne();
              }
            });

    assertThat(verdict.thrown()).isNull();
    assertThat(runs).hasValue(2);
    ledger.assertApplied(1, "a master again");
  }

  @Test
  void aServerThatStaysAReplicaIsGivenUpWithNothingApplied() {
    Verdict verdict = call(() -> setup.admin().replicaof("127.0.0.1", 1));

    assertThat(verdict.thrown()).hasMessageContaining("READONLY");
    assertThat(runs).hasValue(4);
    ledger.assertApplied(0, "read-only");
    setup.admin().replicaofNoOne();
    assertNextCallWorks(0);
  }

  @Test
  void aServerThatIsPausedMeanwhileIsWaitedFor() {
    Verdict verdict = call(() -> setup.admin().clientPause(300));

    assertThat(verdict.thrown()).isNull();
    assertThat(runs).hasValue(1);
    ledger.assertApplied(1, "paused");
  }

  @Test
  void aServerThatIsBusyWithAScriptIsTriedAgain() throws Exception {
    setup.admin().configSet("lua-time-limit", "1");
    BusyScript[] script = new BusyScript[1];

    Verdict verdict =
        Verdict.of(
            client.atomic(),
            () -> {
              if (runs.incrementAndGet() == 2) {
                script[0].kill();
              }
              ledger.readAndWrite(client);
              if (runs.get() == 1) {
                script[0] = BusyScript.start(server);
              }
            });

    assertThat(verdict.thrown()).isNull();
    assertThat(runs).hasValue(2);
    ledger.assertApplied(1, "busy");
  }

  @Test
  void aServerThatStaysBusyIsGivenUpWithNothingApplied() {
    setup.admin().configSet("lua-time-limit", "1");
    BusyScript[] script = new BusyScript[1];

    Verdict verdict = call(() -> script[0] = BusyScript.start(server));
    script[0].kill();

    assertThat(verdict.thrown()).hasMessageContaining("BUSY");
    ledger.assertApplied(0, "busy");
    assertNextCallWorks(0);
  }

  @Test
  void aRightThatIsMissingAtQueueTimeMeansNothingApplied() {
    Verdict verdict = call(() -> setup.admin().aclSetUser("teller", "-incr"));

    assertThat(verdict.thrown()).hasMessageContaining("NOPERM").hasMessageContaining("nothing");
    ledger.assertApplied(0, "no right");
    setup.admin().aclSetUser("teller", "+incr");
    assertNextCallWorks(0);
  }

  /** After its command was queued, and before EXEC. */
  @Test
  void aRightThatIsTakenAwayInsideTheTransactionLeavesHalfOfItAndSaysSo() {
    PartialCommitException partial;
    try (RecordingProxy proxy = new RecordingProxy(server);
        TestApplication teller =
            TestApplication.on(
                    setup, o -> o.port(proxy.port()).user("teller", "secret").poolOfOne())
                .start()) {
      teller.atomic().execute(() -> "all rights so far");
      proxy.betweenRepliesAndNext(named("EXEC"), () -> setup.admin().aclSetUser("teller", "-set"));
      partial =
          catchThrowableOfType(
              PartialCommitException.class,
              () ->
                  teller
                      .atomic()
                      .execute(
                          () -> {
                            runs.incrementAndGet();
                            teller.redis().opsForValue().increment("before");
                            teller.redis().opsForValue().set("after", "1");
                            return true;
                          }));
    }

    assertThat(runs).hasValue(1);
    assertThat(partial.getResults())
        .extracting(PartialCommitException.CommandResult::applied)
        .containsExactly(true, false);
    assertThat(setup.other().get("before")).isEqualTo("1");
    assertThat(setup.other().exists("after")).isFalse();
  }

  @Test
  void aUserWithoutMultiIsToldThatItsWritesWereNoTransaction() {
    client.atomic().execute(() -> "all rights so far");
    setup.admin().aclSetUser("teller", "-multi");

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                client
                    .atomic()
                    .execute(
                        () -> {
                          runs.incrementAndGet();
                          ledger.readAndWrite(client);
                          return true;
                        }))
        .withMessageContaining("refused MULTI");

    assertThat(runs).hasValue(1);
    ledger.assertApplied(1, "one by one");
    setup.other().incr(ledger.left());
    assertThat(setup.admin().clientList().lines().filter(line -> line.contains("user=teller")))
        .as("still watching")
        .allMatch(line -> line.contains(" flags=N "));
  }

  @Test
  void aUserWithoutExecWritesNothingAndLeavesNoOpenTransaction() {
    setup.admin().aclSetUser("teller", "-exec");

    assertThat(call(() -> {}).thrown()).hasMessageContaining("NOPERM");

    ledger.assertApplied(0, "no right");
    assertThat(setup.admin().clientList()).doesNotContainPattern("multi=[0-9]+.*user=teller");
    setup.admin().aclSetUser("teller", "+exec");
    assertNextCallWorks(0);
  }

  @Test
  void anotherTypeInTheMiddleLeavesTheRestApplied() {
    setup.other().lpush("list", "element");

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                client
                    .atomic()
                    .execute(
                        () -> {
                          runs.incrementAndGet();
                          client.redis().opsForValue().increment(ledger.left());
                          client.redis().opsForValue().increment("list");
                          client.redis().opsForValue().increment("after");
                          return true;
                        }))
        .satisfies(
            e ->
                assertThat(e.getResults())
                    .extracting(PartialCommitException.CommandResult::applied)
                    .containsExactly(true, false, true));

    assertThat(runs).hasValue(1);
    assertThat(setup.other().get("after")).isEqualTo("1");
  }

  @Test
  void sleepingInsideTheTransactionIsRefused() {
    Verdict verdict =
        Verdict.of(client.atomic(), () -> RawCommands.run(client, "DEBUG", "SLEEP", "0.1"));

    assertThat(verdict.thrown())
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("DEBUG is not available");
  }
}
