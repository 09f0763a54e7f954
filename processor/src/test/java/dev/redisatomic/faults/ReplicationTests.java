package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      follow(replica);
      Ledger ledger = new Ledger(setup.other(), "ledger");

      commit(client, ledger);

      ledger.assertApplied(1, "confirmed");
      assertThat(callbacks).containsExactly("committed");
      assertThat(toReplica.get(ledger.left())).isEqualTo("11");
    }
  }

  private void follow(RedisServer replica) {
    try (Jedis toReplica = new Jedis(replica.host(), replica.port())) {
      toReplica.replicaof(master.host(), master.port());
      while (!toReplica.info("replication").contains("master_link_status:up")) {
        Thread.onSpinWait();
      }
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
  void thoseThatCommitTogetherAreAllTold() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestApplication client =
        TestApplication.on(setup, options -> options.poolOfOne())
            .properties(
                "redis.atomic.wait-replicas=1",
                "redis.atomic.wait-timeout=2s",
                "redis.atomic.contention.group-commit=true",
                "redis.atomic.contention.group-patience=20s")
            .start()) {
      try (RedisServer replica = RedisServer.start(master.binary())) {
        follow(replica);
        GroupedCalls.crowd(client, setup.other(), threads, "hot");
        for (Future<Long> call : group(client, threads)) {
          call.get();
        }
        assertThat(setup.other().get("hot")).isEqualTo("2");
      }
      List<Future<Long>> alone = group(client, threads);

      for (Future<Long> call : alone) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(call::get)
            .withCauseInstanceOf(UnreplicatedCommitException.class);
      }
      assertThat(setup.other().get("hot")).isEqualTo("4");
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Future<Long>> group(TestApplication client, ExecutorService threads)
      throws InterruptedException {
    Callable<Long> add =
        () -> {
          client.redis().opsForValue().get("hot");
          client.redis().opsForValue().increment("hot");
          return 0L;
        };
    return GroupedCalls.start(
        client,
        threads,
        body -> client.atomic().execute(() -> GroupedCalls.unchecked(body), "hot"),
        List.of(add, add));
  }

  @Test
  void readingAloneWaitsForNobody() {
    try (TestApplication client = client("9s")) {
      assertThat(client.atomic().<Boolean>execute(() -> client.redis().hasKey("any"))).isFalse();
    }
  }
}
