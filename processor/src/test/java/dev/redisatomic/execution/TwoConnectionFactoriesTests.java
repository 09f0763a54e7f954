package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.IllegalTransactionStateException;

@EachServer
class TwoConnectionFactoriesTests {

  static class Service {
    @RedisAtomic(connectionFactory = "first")
    public void first(Runnable body) {
      body.run();
    }

    @RedisAtomic(connectionFactory = "second")
    public void second(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate first;
  private final StringRedisTemplate second;
  private final Service service;

  TwoConnectionFactoriesTests(RedisSetup redis) {
    this.redis = redis;
    RedisConnectionFactory one = redis.connectionFactory();
    RedisConnectionFactory two = redis.connectionFactory(o -> o.database(2));
    first = new StringRedisTemplate(one);
    second = new StringRedisTemplate(two);
    application =
        TestApplication.withoutRedis()
            .singleton("first", one)
            .singleton("second", two)
            .start(Service.class);
    service = application.get(Service.class);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void eachMethodRunsOnTheOneThatItNames() {
    service.first(() -> first.opsForValue().set("key", "one"));
    service.second(() -> second.opsForValue().set("key", "two"));

    assertThat(first.opsForValue().get("key")).isEqualTo("one");
    assertThat(second.opsForValue().get("key")).isEqualTo("two");
  }

  @Test
  void anInnerCallOnAnotherOneIsRefused() {
    service.first(
        () -> {
          first.opsForValue().set("key", "one");
          assertThatExceptionOfType(IllegalTransactionStateException.class)
              .isThrownBy(() -> service.second(() -> second.opsForValue().set("key", "two")))
              .withMessageContaining("Service.second(Runnable)")
              .withMessageContaining("inside Service.first(Runnable)")
              .withMessageContaining("another connection factory");
        });

    assertThat(first.opsForValue().get("key")).isEqualTo("one");
    assertThat(second.hasKey("key")).isFalse();
  }

  @Test
  void afterTheCommitAnotherOneCanBeUsed() {
    service.first(
        () ->
            AtomicContext.current()
                .afterCommit(() -> service.second(() -> second.opsForValue().set("key", "two"))));

    assertThat(second.opsForValue().get("key")).isEqualTo("two");
  }
}
