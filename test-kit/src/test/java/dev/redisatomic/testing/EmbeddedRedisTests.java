package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.testing.EmbeddedRedis.Topology;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

/** What is started, for whom, and what is in it. Needs no application. */
class EmbeddedRedisTests {

  private static Jedis client(RedisServer server) {
    return new Jedis(server.host(), server.port());
  }

  @Nested
  @EmbeddedRedis
  class Emptied {

    @BeforeAll
    static void before(RedisServer server) {
      try (Jedis client = client(server)) {
        client.set("before", "all");
      }
    }

    @BeforeEach
    void before(RedisServer server, TestInfo test) {
      try (Jedis client = client(server)) {
        client.set("before", "each");
        client.select(3);
        client.sadd("tests", test.getDisplayName());
      }
    }

    private void assertThatOnlyThisTestHasWritten(RedisServer server) {
      try (Jedis client = client(server)) {
        assertThat(client.get("before")).isEqualTo("each");
        client.select(3);
        assertThat(client.scard("tests")).isEqualTo(1);
      }
    }

    @Test
    void one(RedisServer server) {
      assertThatOnlyThisTestHasWritten(server);
    }

    @Test
    void other(RedisServer server) {
      assertThatOnlyThisTestHasWritten(server);
    }
  }

  @Nested
  @EmbeddedRedis(keepData = true)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class Kept {

    @Test
    @Order(1)
    void written(RedisServer server) {
      try (Jedis client = client(server)) {
        client.set("kept", "yes");
      }
    }

    @Test
    @Order(2)
    void found(RedisServer server) {
      try (Jedis client = client(server)) {
        assertThat(client.get("kept")).isEqualTo("yes");
      }
    }
  }

  @Nested
  @EmbeddedRedis
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class Killed {

    @Test
    @Order(1)
    void killed(RedisServer server) {
      server.kill();

      assertThat(server.isRunning()).isFalse();
    }

    @Test
    @Order(2)
    void runsAgain(RedisServer server) {
      try (Jedis client = client(server)) {
        assertThat(client.ping()).isEqualTo("PONG");
      }
    }
  }

  @Nested
  @EmbeddedRedis(Topology.CLUSTER)
  class Cluster {

    @Test
    void isOneOfThreeMasters(RedisCluster cluster) {
      assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void isEmpty(RedisCluster cluster) {
      try (RedisClusterClient client =
          RedisClusterClient.create(
              Set.of(new HostAndPort("127.0.0.1", cluster.nodes().get(0).port())))) {
        for (String key : List.of("a", "b", "c", "d", "e")) {
          client.set(key, "1");
        }
      }

      EmbeddedServers.of(Topology.CLUSTER).empty();

      for (RedisServer node : cluster.nodes()) {
        try (Jedis client = client(node)) {
          assertThat(client.dbSize()).isZero();
        }
      }
    }
  }

  @Nested
  @EmbeddedRedis(Topology.SENTINEL)
  class Sentinel {

    @Test
    void knowsTheMaster(RedisSentinels sentinels) {
      try (Jedis client = client(sentinels.sentinel())) {
        assertThat(client.sentinelGetMasterAddrByName(sentinels.masterName()))
            .containsExactly("127.0.0.1", Integer.toString(sentinels.master().port()));
      }
    }
  }

  /** Fails. */
  @Disabled("run by the test below")
  @EmbeddedRedis
  static class WrongParameter {
    @Test
    void cluster(RedisCluster cluster) {
      assertThat(cluster).isNotNull();
    }
  }

  @Test
  void aParameterOfAnotherTopologyIsRefused() {
    assertThat(TestRun.of(WrongParameter.class).failure("cluster"))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessage(
            "There is no RedisCluster with @EmbeddedRedis(SINGLE), but there is with"
                + " @EmbeddedRedis(CLUSTER).");
  }
}
