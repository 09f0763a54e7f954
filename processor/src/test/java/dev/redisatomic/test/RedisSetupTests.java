package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@EachServer(everyMode = true)
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
    RedisConnectionFactory factory =
        redis.connectionFactory(o -> o.database(3).clientName("optioned").poolOfOne());
    new StringRedisTemplate(factory).opsForValue().set("key", "value");

    if (redis.mode() == ClientMode.LETTUCE) {
      assertThat(factory).isInstanceOf(LettuceConnectionFactory.class);
    } else {
      assertThat(((JedisConnectionFactory) factory).isUseUnifiedJedis())
          .isEqualTo(redis.mode() == ClientMode.REDIS_CLIENT);
    }
    assertThat(redis.admin().clientList()).contains("name=optioned");
    assertThat(redis.other().get("key")).isNull();
    assertThat(redis.admin().info("keyspace")).contains("db3:keys=1");
  }

  @Test
  void aPoolOfOneSaysSoInsteadOfHanging() {
    RedisConnectionFactory factory =
        redis.connectionFactory(o -> o.pool(1, Duration.ofMillis(500)));

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () -> {
              try (RedisConnection first = factory.getConnection();
                  RedisConnection second = factory.getConnection()) {
                watch(first);
                watch(second);
              }
            });
  }

  /** Takes a connection of the pool, whatever the client. */
  private static void watch(RedisConnection connection) {
    connection.watch(new byte[] {'k'});
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
    RedisConnectionFactory factory;
    try (RedisSetup setup = new RedisSetup(redis.server(), redis.mode())) {
      factory = setup.connectionFactory();
      assertThat(((Lifecycle) factory).isRunning()).isTrue();
    }
    assertThat(((Lifecycle) factory).isRunning()).isFalse();
  }

  @Test
  void everyClassRunsOnceWithEachClient() {
    assertThat(RedisSetups.modes(annotation(Usual.class), "clients"))
        .containsExactly(ClientMode.REDIS_CLIENT, ClientMode.LETTUCE);
    assertThat(RedisSetups.modes(annotation(Usual.class), "full"))
        .containsExactly(ClientMode.values());
    assertThat(RedisSetups.modes(annotation(RedisSetupTests.class), "clients"))
        .containsExactly(ClientMode.values());
    assertThat(RedisSetups.modes(annotation(OneMode.class), "full"))
        .containsExactly(ClientMode.LEGACY_JEDIS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisSetups.modes(annotation(Usual.class), "fast"))
        .withMessageContaining("redisatomic.test.matrix=fast");
  }

  private static EachServer annotation(Class<?> type) {
    return Objects.requireNonNull(type.getAnnotation(EachServer.class));
  }

  @EachServer
  private static final class Usual {}

  @EachServer(modes = ClientMode.LEGACY_JEDIS)
  private static final class OneMode {}
}
