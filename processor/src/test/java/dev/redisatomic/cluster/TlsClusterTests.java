package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TlsSetup;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;

/** A cluster whose nodes can only be reached by TLS: also those that another node names. */
class TlsClusterTests extends TlsBodies {

  private static final int MASTERS = 3;

  private static TlsSetup tls;
  private static RedisCluster cluster;

  /** The server of the PATH, or else the embedded one, fails to start if it knows no TLS. */
  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    tls = new TlsSetup(directory);
    cluster = RedisCluster.start(RedisBinary.find(), MASTERS, 0, tls.config());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  TlsClusterTests(ClientMode mode) {
    super(tls.connectionFactory(mode, cluster));
    cluster.nodes().forEach(node -> tls.on(node, Jedis::flushAll));
  }

  /** A key in one of the slots that this node was given at the start. */
  private static String keyOn(int node) {
    return "{" + SharedCluster.tagIn(node * SharedCluster.SLOTS / MASTERS + 1) + "}key";
  }

  private static String value(int node, String key) {
    return tls.on(cluster.nodes().get(node), jedis -> jedis.get(key));
  }

  @Test
  void anAtomicMethodRunsOnEachMaster() {
    for (int node = 0; node < MASTERS; node++) {
      String key = keyOn(node);

      increment(atomic, key, () -> {});
      increment(atomic, key, () -> {});

      assertThat(value(node, key)).isEqualTo("2");
    }
    assertThat(runs).hasValue(2 * MASTERS);
  }

  @Test
  void aConflictRunsTheBodyAgain() {
    String key = keyOn(1);

    increment(atomic, key, () -> tls.on(cluster.nodes().get(1), jedis -> jedis.set(key, "10")));

    assertThat(value(1, key)).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aSlotThatMovesBetweenReadAndCommitIsFollowed() {
    String key = keyOn(0);
    increment(atomic, key, () -> {});
    runs.set(0);

    increment(atomic, key, () -> move(key, 0, 2));
    try {
      assertThat(value(2, key)).isEqualTo("2");
      assertThat(runs).hasValue(2);
    } finally {
      move(key, 2, 0);
    }
  }

  /** With its keys, as an administrator does. */
  private static void move(String key, int from, int to) {
    int slot = SharedCluster.slotOf(key);
    RedisServer source = cluster.nodes().get(from);
    RedisServer target = cluster.nodes().get(to);
    String sourceId = tls.on(source, Jedis::clusterMyId);
    String targetId = tls.on(target, Jedis::clusterMyId);
    tls.on(target, jedis -> jedis.clusterSetSlotImporting(slot, sourceId));
    tls.on(source, jedis -> jedis.clusterSetSlotMigrating(slot, targetId));
    tls.on(
        source,
        jedis ->
            jedis.migrate(target.host(), target.port(), 5_000, MigrateParams.migrateParams(), key));
    tls.on(target, jedis -> jedis.clusterSetSlotNode(slot, targetId));
    tls.on(source, jedis -> jedis.clusterSetSlotNode(slot, targetId));
    // a slot that moves twice before all nodes have heard of it may end with two owners
    cluster.awaitStable();
  }
}
