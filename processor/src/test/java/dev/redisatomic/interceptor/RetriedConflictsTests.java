package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** {@code @Retryable} sees conflicts where it is outside, in another bean. */
@EachServer
class RetriedConflictsTests {

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  static class Resilient {}

  static class OnMethod {
    @RedisAtomic
    @Retryable(includes = {IllegalStateException.class, WatchConflictException.class})
    public void run() {}
  }

  @Retryable(WatchConflictException.class)
  static class OnClass {
    @RedisAtomic
    public void run() {}
  }

  static class OfTheBody {
    @RedisAtomic
    @Retryable(includes = DataAccessException.class, delay = 1)
    public boolean run() {
      return AtomicContext.isActive();
    }
  }

  static class Stock {
    private final StringRedisTemplate redis;

    Stock(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic(maxRetries = 0)
    public void take(Runnable foreign) {
      String stock = redis.opsForValue().get("stock");
      foreign.run();
      redis.opsForValue().set("stock", Long.toString(Long.parseLong(stock) - 1));
    }
  }

  static class Sale {
    private final Stock stock;
    private final RedisSetup redis;
    private int runs;

    Sale(Stock stock, RedisSetup redis) {
      this.stock = stock;
      this.redis = redis;
    }

    @Retryable(includes = WatchConflictException.class, delay = 1)
    public void sell() {
      boolean first = ++runs == 1;
      stock.take(
          () -> {
            if (first) {
              redis.other().incrBy("stock", 10);
            }
          });
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  RetriedConflictsTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @ParameterizedTest
  @ValueSource(classes = {OnMethod.class, OnClass.class})
  void onTheSameMethodItIsRefused(Class<?> bean) {
    assertThatThrownBy(() -> application.start(Resilient.class, bean))
        .hasMessageContaining(bean.getSimpleName() + ".run()")
        .hasMessageContaining("WatchConflictException")
        .hasMessageContaining("maxRetries");
  }

  @Test
  void anExceptionOfTheBodyMayBeNamed() {
    assertThat(application.start(Resilient.class, OfTheBody.class).get(OfTheBody.class).run())
        .isTrue();
  }

  @Test
  void onACallerInAnotherBeanItTriesAgain() {
    redis.flushAll();
    redis.other().set("stock", "10");
    application.singleton("setup", redis).start(Resilient.class, Stock.class, Sale.class);

    Sale sale = application.get(Sale.class);
    sale.sell();

    assertThat(redis.other().get("stock")).isEqualTo("19");
  }
}
