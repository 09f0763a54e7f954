package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.driver.Driver;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.RedisCodec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

/** What this driver cannot work with is refused before anything is sent. */
class RefusedTests {
  private static final RedisStaticMasterReplicaConfiguration STATIC =
      new RedisStaticMasterReplicaConfiguration("127.0.0.1", 1);

  @AutoClose private final LettuceSetUp lettuce = new LettuceSetUp();
  private final LettuceDriverProvider provider = new LettuceDriverProvider();

  @Test
  void aListOfServers() {
    LettuceConnectionFactory factory = lettuce.factory(STATIC);
    assertThat(provider.supports(factory)).isTrue();
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> provider.create(factory))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "a static list of a master and its replicas",
                        "Name the master alone",
                        "RedisSentinelConfiguration"));
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

  /** Spring Data itself has no use for one; a subclass of the factory may. */
  @Test
  void aClientOfAnotherKind() {
    AbstractRedisClient other = new AbstractRedisClient(lettuce.resources()) {};
    LettuceConnectionFactory factory =
        lettuce.started(
            new LettuceConnectionFactory() {
              @Override
              protected AbstractRedisClient createClient() {
                return other;
              }

              @Override
              protected LettuceConnectionProvider doCreateConnectionProvider(
                  AbstractRedisClient client, RedisCodec<?, ?> codec) {
                return super.doCreateConnectionProvider(
                    RedisClient.create(lettuce.resources()), codec);
              }
            });

    assertThat(provider.supports(factory)).isTrue();
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> provider.create(factory))
        .withMessageContaining(other.getClass().getName())
        .withMessageContaining("RedisClusterClient");
  }
}
