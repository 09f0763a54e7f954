package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.Stall;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server takes the writes and then refuses EXEC: the transaction arrives in two parts. */
@EachServer(everyMode = true)
class RefusedExecTests {

  private final RedisServer server;
  private final RedisSetup setup;
  private final CuttingProxy proxy;
  private final TestApplication client;
  private final AtomicInteger runs = new AtomicInteger();

  RefusedExecTests(RedisSetup shared) {
    server = RedisServer.start(shared.server().binary());
    setup = new RedisSetup(server, shared.mode());
    proxy = new CuttingProxy(server);
    client = TestApplication.on(setup, options -> options.port(proxy.port()).poolOfOne()).start();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
    setup.close();
    server.close();
  }

  @Test
  void aServerThatBecameAReplicaBetweenTheWritesAndExecIsTriedAgain() {
    Ledger ledger = new Ledger(setup.other(), "ledger");

    Verdict verdict =
        Verdict.of(
            client.atomic(),
            () -> {
              if (runs.incrementAndGet() == 2) {
                setup.admin().replicaofNoOne();
              }
              ledger.readAndWrite(client);
              if (runs.get() == 1) {
                becomeReplicaWhenQueued(proxy.stallAfter(Way.TO_SERVER, multiAndWrites(ledger)));
              }
            });

    assertThat(verdict.thrown()).isNull();
    assertThat(runs).hasValue(2);
    ledger.assertApplied(1, "a master again");
  }

  private void becomeReplicaWhenQueued(Stall stall) {
    Thread thread =
        new Thread(
            () -> {
              stall.awaitBegin();
              while (!setup.admin().clientList().contains(" multi=2 ")) {
                Thread.onSpinWait();
              }
              setup.admin().replicaof("127.0.0.1", 1);
              stall.goOn();
            },
            "becomes-replica");
    thread.setDaemon(true);
    thread.start();
  }

  private static long multiAndWrites(Ledger ledger) {
    String write = "*2\r\n$4\r\nINCR\r\n$8\r\n" + ledger.left() + "\r\n";
    return "*1\r\n$5\r\nMULTI\r\n".length() + 2L * write.length();
  }
}
