package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.driver.Driver;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Topologies that this driver does not know are refused before anything is sent. */
class RefusedTests {
  private static final RedisStaticMasterReplicaConfiguration STATIC =
      new RedisStaticMasterReplicaConfiguration("127.0.0.1", 1);

  @AutoClose private final LettuceSetUp lettuce = new LettuceSetUp();
  private final LettuceDriverProvider provider = new LettuceDriverProvider();

  private void assertRefused(RedisConfiguration configuration, String... words) {
    LettuceConnectionFactory factory = lettuce.factory(configuration);
    assertThat(provider.supports(factory)).isTrue();
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> provider.create(factory))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void sentinels() {
    assertRefused(
        new RedisSentinelConfiguration("mymaster", Set.of("127.0.0.1:1")),
        "a master behind Sentinels",
        "spring.data.redis.client-type=jedis");
  }

  @Test
  void aCluster() {
    RedisClusterConfiguration cluster = new RedisClusterConfiguration(Set.of("127.0.0.1:1"));
    assertRefused(cluster, "a Redis Cluster", "spring.data.redis.client-type=jedis");
    assertThat(provider.leadsToCluster(lettuce.factory(cluster))).isTrue();
  }

  @Test
  void aListOfServers() {
    assertRefused(STATIC, "a static list of a master and its replicas", "Name the master alone");
  }

  @Test
  void aListOfServersOfAFactoryThatStartsLater() {
    LettuceConnectionFactory factory = new LettuceConnectionFactory(STATIC);
    try (Driver driver = provider.create(factory)) {
      factory.start();

      assertThatExceptionOfType(AtomicSetupException.class)
          .isThrownBy(() -> driver.open(Driver.NO_SLOT))
          .withMessageContaining("a static list");
    } finally {
      factory.destroy();
    }
  }
}
