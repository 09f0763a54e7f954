package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One application with both clients: the type of the connection factory decides. */
@EachServer(modes = ClientMode.LETTUCE) // and Jedis beside it
class BothClientsTests {

  static class Service {
    @RedisAtomic(connectionFactory = "lettuce")
    public void lettuce(Runnable body) {
      body.run();
    }

    @RedisAtomic(connectionFactory = "jedis")
    public void jedis(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;

  BothClientsTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  private RedisStandaloneConfiguration server() {
    return new RedisStandaloneConfiguration(redis.server().host(), redis.server().port());
  }

  private TestApplication start() {
    TestApplication application = TestApplication.withoutRedis();
    application
        .context()
        .registerBean(
            "lettuce",
            LettuceConnectionFactory.class,
            () ->
                new LettuceConnectionFactory(
                    server(), LettuceClientConfiguration.builder().clientName("lettuce").build()));
    application
        .context()
        .registerBean(
            "jedis",
            JedisConnectionFactory.class,
            () ->
                new JedisConnectionFactory(
                    server(), JedisClientConfiguration.builder().clientName("jedis").build()));
    return application.start(Service.class);
  }

  private static StringRedisTemplate template(TestApplication application, String factory) {
    return new StringRedisTemplate(
        application.context().getBean(factory, RedisConnectionFactory.class));
  }

  /** The clients that have watched and committed. */
  private boolean isConnected(String name) {
    return redis.admin().clientList().lines().anyMatch(line -> line.contains("name=" + name + " "));
  }

  @Test
  void eachMethodRunsOnTheClientOfItsFactoryAndBothEndWithTheApplication() {
    try (TestApplication application = start()) {
      Service service = application.get(Service.class);
      StringRedisTemplate lettuce = template(application, "lettuce");
      StringRedisTemplate jedis = template(application, "jedis");
      int[] runs = new int[2];

      service.lettuce(
          () -> {
            String seen = lettuce.opsForValue().get("key");
            if (++runs[0] == 1) {
              redis.other().set("key", "theirs");
            }
            lettuce.opsForValue().set("key", seen + ", lettuce");
          });
      assertThat(isConnected("lettuce")).isTrue();
      assertThat(isConnected("jedis")).isFalse();
      service.jedis(
          () -> {
            String seen = jedis.opsForValue().get("key");
            if (++runs[1] == 1) {
              redis.other().append("key", "!");
            }
            jedis.opsForValue().set("key", seen + ", jedis");
          });

      assertThat(runs).containsExactly(2, 2);
      assertThat(redis.other().get("key")).isEqualTo("theirs, lettuce!, jedis");
      assertThat(isConnected("jedis")).isTrue();
    }

    Await.until("Lettuce is closed", () -> !isConnected("lettuce"));
    Await.until("Jedis is closed", () -> !isConnected("jedis"));
  }
}
