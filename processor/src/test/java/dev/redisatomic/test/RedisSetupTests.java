package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@EachServer(modes = {ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS})
class RedisSetupTests {

  private final RedisSetup redis;

  RedisSetupTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void optionsReachTheServer() {
    JedisConnectionFactory factory =
        (JedisConnectionFactory)
            redis.connectionFactory(o -> o.database(3).clientName("optioned").poolOfOne());
    new StringRedisTemplate(factory).opsForValue().set("key", "value");

    assertThat(factory.isUseUnifiedJedis()).isEqualTo(redis.mode() == ClientMode.REDIS_CLIENT);
    assertThat(redis.admin().clientList()).contains("name=optioned");
    assertThat(redis.other().get("key")).isNull();
    assertThat(redis.admin().info("keyspace")).contains("db3:keys=1");
  }

  @Test
  void aPoolOfOneSaysSoInsteadOfHanging() {
    RedisConnectionFactory factory = redis.connectionFactory(o -> o.pool(1, Duration.ofMillis(10)));
    StringRedisTemplate template = new StringRedisTemplate(factory);
    try (RedisConnection taken = factory.getConnection()) {
      taken.watch(new byte[] {'k'}); // Pins it in either mode.

      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> template.opsForValue().get("key"));
    }
  }

  @Test
  void credentialsReachAServerOfTheSameKind() {
    try (RedisServer own =
        RedisServer.start(
            redis.server().binary(), "user default off", "user app on >secret ~* +@all")) {
      StringRedisTemplate template =
          new StringRedisTemplate(
              redis.connectionFactory(o -> o.port(own.port()).user("app", "secret")));

      template.opsForValue().set("key", "value");

      assertThat(template.opsForValue().get("key")).isEqualTo("value");
    }
  }

  @Test
  void closingEndsWhatWasHandedOut() {
    JedisConnectionFactory factory;
    try (RedisSetup setup = new RedisSetup(redis.server(), redis.mode())) {
      factory = (JedisConnectionFactory) setup.connectionFactory();
      assertThat(factory.isRunning()).isTrue();
    }
    assertThat(factory.isRunning()).isFalse();
  }
}
