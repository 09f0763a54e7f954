package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** {@code redis.atomic.wait-replicas}: a commit that no replica has is told apart. */
@EachServer
class ReplicationTests {

  private final RedisServer master;
  private final RedisSetup setup;
  private final List<String> callbacks = new ArrayList<>();

  ReplicationTests(RedisSetup shared) {
    master = RedisServer.start(shared.server().binary(), "repl-diskless-sync-delay 0");
    setup = new RedisSetup(master, shared.mode());
  }

  @AfterEach
  void close() {
    setup.close();
    master.close();
  }

  private TestApplication client(String timeout) {
    return TestApplication.on(setup, options -> options.poolOfOne())
        .properties("redis.atomic.wait-replicas=1", "redis.atomic.wait-timeout=" + timeout)
        .start();
  }

  private void commit(TestApplication client, Ledger ledger) {
    client
        .atomic()
        .execute(
            () -> {
              AtomicContext.current().afterCommit(() -> callbacks.add("committed"));
              ledger.readAndWrite(client);
              return true;
            });
  }

  @Test
  void aCommitThatAReplicaConfirmsReturns() {
    try (RedisServer replica = RedisServer.start(master.binary());
        Jedis toReplica = new Jedis(replica.host(), replica.port());
        TestApplication client = client("9s")) {
      toReplica.replicaof(master.host(), master.port());
      while (!toReplica.info("replication").contains("master_link_status:up")) {
        Thread.onSpinWait();
      }
      Ledger ledger = new Ledger(setup.other(), "ledger");

      commit(client, ledger);

      ledger.assertApplied(1, "confirmed");
      assertThat(callbacks).containsExactly("committed");
      assertThat(toReplica.get(ledger.left())).isEqualTo("11");
    }
  }

  @Test
  void aCommitThatNoReplicaConfirmsIsAppliedAndReported() {
    try (TestApplication client = client("50ms")) {
      Ledger ledger = new Ledger(setup.other(), "ledger");

      assertThatExceptionOfType(UnreplicatedCommitException.class)
          .isThrownBy(() -> commit(client, ledger))
          .satisfies(e -> assertThat(e.getConfirmed()).isZero());

      ledger.assertApplied(1, "told: not replicated");
      assertThat(callbacks).containsExactly("committed");
    }
  }

  @Test
  void readingAloneWaitsForNobody() {
    try (TestApplication client = client("9s")) {
      assertThat(client.atomic().<Boolean>execute(() -> client.redis().hasKey("any"))).isFalse();
    }
  }
}
