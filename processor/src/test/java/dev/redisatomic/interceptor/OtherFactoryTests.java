package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What a body does on another connection factory is no part of the method, and is told. */
@EachServer(everyMode = true)
class OtherFactoryTests {

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
  private final Warnings warnings = new Warnings(OtherFactoryPostProcessor.class);
  private final TestApplication application = TestApplication.withoutRedis();

  OtherFactoryTests(RedisSetup redis) {
    this.redis = redis;
  }

  @AfterEach
  void close() {
    warnings.close();
    application.close();
    redis.flushAll();
  }

  private StringRedisTemplate templateOn(String factory) {
    return new StringRedisTemplate(
        application.context().getBean(factory, RedisConnectionFactory.class));
  }

  private Service startWithTwo() {
    application.context().registerBean("first", RedisConnectionFactory.class, this::factory);
    application.context().registerBean("second", RedisConnectionFactory.class, this::factory);
    application.start(Service.class);
    return application.get(Service.class);
  }

  private RedisConnectionFactory factory() {
    return redis.connectionFactory();
  }

  @Test
  void itIsToldOncePerMethodWithBothFactories() {
    Service service = startWithTwo();
    StringRedisTemplate first = templateOn("first");
    StringRedisTemplate second = templateOn("second");
    Runnable body =
        () -> {
          first.opsForValue().increment("one");
          second.opsForValue().increment("two");
          second.opsForValue().increment("two");
        };

    service.first(body);
    service.first(body);

    assertThat(warnings.messages()).hasSize(1);
    assertThat(warnings.messages().get(0))
        .contains("Service.first(Runnable) runs on the connection factory 'first'")
        .contains("its body used 'second'")
        .contains("afterCommit");
    service.second(body);
    assertThat(warnings.messages()).hasSize(2);
    assertThat(warnings.messages().get(1)).contains("Service.second(Runnable)").contains("'first'");
    assertThat(redis.other().get("one")).isEqualTo("3");
    assertThat(redis.other().get("two")).isEqualTo("6");
  }

  @Test
  void useOfItsOwnFactoryAndOfOthersOutsideIsFine() {
    Service service = startWithTwo();
    StringRedisTemplate first = templateOn("first");
    StringRedisTemplate second = templateOn("second");

    second.opsForValue().get("two");
    service.first(
        () -> {
          first.opsForValue().get("one");
          first.opsForValue().set("one", "1");
          AtomicContext.current().afterCommit(() -> second.opsForValue().get("two"));
        });
    service.second(() -> second.opsForValue().increment("two"));

    assertThat(redis.other().get("one")).isEqualTo("1");
    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void theOnlyFactoryIsLeftAlone() {
    application.context().registerBean("only", RedisConnectionFactory.class, this::factory);
    application.start();

    assertThat(AopUtils.isAopProxy(application.get(RedisConnectionFactory.class))).isFalse();
  }
}
