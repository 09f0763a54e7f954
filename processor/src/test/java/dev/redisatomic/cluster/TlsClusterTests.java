package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.TlsSetup;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;

/** A cluster whose nodes can only be reached by TLS: also those that another node names. */
@ParameterizedClass
@EnumSource
class TlsClusterTests {

  private static final int MASTERS = 3;

  private static TlsSetup tls;
  private static RedisCluster cluster;

  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final TestApplication application;
  private final RedisAtomicOperations atomic;
  private final AtomicInteger runs = new AtomicInteger();

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
    cluster.nodes().forEach(node -> tls.on(node, Jedis::flushAll));
    factory = tls.connectionFactory(mode, cluster);
    redis = new StringRedisTemplate(factory);
    application = TestApplication.on(factory).start(Bodies.class);
    atomic = application.atomic();
  }

  @AfterEach
  void close() {
    application.close();
    TlsSetup.stop(factory);
  }

  private void increment(String key, Runnable inTheFirstRun) {
    atomic.execute(
        () -> {
          String value = redis.opsForValue().get(key);
          if (runs.incrementAndGet() == 1) {
            inTheFirstRun.run();
          }
          redis
              .opsForValue()
              .set(key, String.valueOf(value == null ? 1 : Long.parseLong(value) + 1));
          return true;
        });
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

      increment(key, () -> {});
      increment(key, () -> {});

      assertThat(value(node, key)).isEqualTo("2");
    }
    assertThat(runs).hasValue(2 * MASTERS);
  }

  @Test
  void aConflictRunsTheBodyAgain() {
    String key = keyOn(1);

    increment(key, () -> tls.on(cluster.nodes().get(1), jedis -> jedis.set(key, "10")));

    assertThat(value(1, key)).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aSlotThatMovesBetweenReadAndCommitIsFollowed() {
    String key = keyOn(0);
    increment(key, () -> {});
    runs.set(0);

    increment(key, () -> move(key, 0, 2));
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
