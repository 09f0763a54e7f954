package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** In a Boot application that sets nothing but {@code spring.data.redis.*}. */
@EachServer
class AutoConfigurationTests {

  /** Public, for a proxy from another class loader. */
  public static class Counter {
    private final StringRedisTemplate redis;

    public Counter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    public boolean hit(@Watched("hits:{}") String page) {
      redis.opsForValue().get("hits:" + page);
      redis.opsForValue().increment("hits:" + page);
      return AtomicContext.isActive();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  @Import(Counter.class)
  static class Annotated {}

  /** Without a template, which Boot makes only where there is a client. */
  public static class Unconnected {
    @RedisAtomic
    public boolean run() {
      return true;
    }
  }

  private final RedisSetup redis;
  private final String clientType;
  private final ApplicationContextRunner boot;

  AutoConfigurationTests(RedisSetup redis) {
    this.redis = redis;
    clientType = "spring.data.redis.client-type=" + redis.mode().provider().clientType();
    boot =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    RedisAtomicAutoConfiguration.class, DataRedisAutoConfiguration.class))
            .withPropertyValues(
                "spring.data.redis.host=" + redis.server().host(),
                "spring.data.redis.port=" + redis.server().port());
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void noAnnotationIsNeeded() {
    boot.withPropertyValues(clientType)
        .withUserConfiguration(Counter.class)
        .run(
            context -> {
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().get("hits:home")).isEqualTo("1");
              assertThat(context).hasSingleBean(RedisAtomicOperations.class);
            });
  }

  @Test
  void noClientTypeIsNeededWithoutLettuce() {
    boot.withClassLoader(new FilteredClassLoader("io.lettuce"))
        .withUserConfiguration(Counter.class)
        .run(
            context -> {
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().get("hits:home")).isEqualTo("1");
            });
  }

  @Test
  void withoutAnyClientAtomicMethodsAreRefused() {
    boot.withClassLoader(new FilteredClassLoader("redis.clients.jedis", "io.lettuce"))
        .withUserConfiguration(Unconnected.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("Unconnected.run() would run without being atomic")
                    .hasMessageContaining("Add redis.clients:jedis or io.lettuce:lettuce-core"));
  }

  @Test
  void theAnnotationDoesNoHarm() {
    boot.withPropertyValues(clientType)
        .withUserConfiguration(Annotated.class)
        .run(
            context -> {
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().get("hits:home")).isEqualTo("1");
              assertThat(context).hasSingleBean(RedisAtomicOperations.class);
            });
  }

  @Test
  void noClientTypeIsNeededWithLettuce() {
    boot.withUserConfiguration(Counter.class)
        .run(
            context -> {
              assertThat(context.getBean(RedisConnectionFactory.class))
                  .isInstanceOf(LettuceConnectionFactory.class);
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().get("hits:home")).isEqualTo("1");
            });
  }

  @Test
  void noClientTypeIsNeededWithoutJedis() {
    boot.withClassLoader(new FilteredClassLoader("redis.clients"))
        .withUserConfiguration(Counter.class)
        .run(
            context -> {
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().get("hits:home")).isEqualTo("1");
            });
  }

  @Test
  void withLettuceAndNoAtomicMethodTheApplicationStarts() {
    boot.run(context -> assertThat(context).hasNotFailed().hasBean("redisAtomicOperations"));
  }

  @Test
  void withoutJedisAndNoAtomicMethodTheApplicationStarts() {
    boot.withClassLoader(new FilteredClassLoader("redis.clients"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(RedisConnectionFactory.class)
                    .hasSingleBean(RedisAtomicOperations.class));
  }

  @Test
  void theDatabaseOfThePropertiesIsUsed() {
    boot.withPropertyValues(clientType, "spring.data.redis.database=5")
        .withUserConfiguration(Counter.class)
        .run(
            context -> {
              assertThat(context.getBean(Counter.class).hit("home")).isTrue();
              assertThat(redis.other().exists("hits:home")).isFalse();
              assertThat(redis.admin().info("keyspace")).contains("db5:keys=1");
            });
  }
}
