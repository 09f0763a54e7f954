package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Outside of the advice that should happen once for each attempt. */
@EachServer
class AspectOrderTests {

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {}

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(order = 10)
  static class OrderedTransactions {}

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Caching {}

  @Configuration(proxyBeanMethods = false)
  @EnableCaching(order = 10)
  static class OuterCaching {}

  static class CachingShop {
    private final StringRedisTemplate redis;

    CachingShop(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Cacheable(cacheNames = "shop", key = "'balance'")
    public @Nullable String balance(Runnable hook) {
      String balance = redis.opsForValue().get("balance");
      hook.run();
      redis.opsForValue().increment("looks");
      return balance;
    }
  }

  static class Shop {
    private final StringRedisTemplate redis;

    Shop(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Transactional
    public void pay(Runnable hook) {
      redis.opsForValue().get("balance");
      hook.run();
      redis.opsForValue().increment("balance");
    }

    @RedisAtomic
    @CacheEvict(cacheNames = "shop", keyGenerator = "recordingKeys", beforeInvocation = true)
    public String look(Runnable hook) {
      hook.run();
      redis.opsForValue().increment("balance");
      return "seen";
    }
  }

  private final RedisSetup redis;
  private final List<String> events = new CopyOnWriteArrayList<>();
  @AutoClose private final RecordingProxy proxy;
  @AutoClose private final TestApplication application;

  AspectOrderTests(RedisSetup redis) {
    this.redis = redis;
    proxy = new RecordingProxy(redis.server());
    // the first one belongs to the driver's look at the server
    proxy.beforeNext(
        RecordingProxy.named("EXEC"),
        () -> proxy.beforeEvery(RecordingProxy.named("EXEC"), () -> events.add("EXEC")));
    application =
        TestApplication.on(redis, o -> o.port(proxy.port()))
            .withTemplate()
            .singleton("transactionManager", new RecordingTransactions(events))
            .singleton("cacheManager", new ConcurrentMapCacheManager())
            .singleton("recordingKeys", new RecordingKeys());
  }

  /** Asked when the cache advice begins. */
  private final class RecordingKeys implements KeyGenerator {
    @Override
    public Object generate(Object target, Method method, @Nullable Object... parameters) {
      events.add("cache asked, atomic=" + AtomicContext.isActive());
      return "key";
    }
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void outsideOfTransactional() {
    application.start(Transactions.class, Shop.class).get(Shop.class).pay(() -> events.add("body"));

    assertThat(events).containsExactly("begin", "body", "EXEC", "commit");
    assertThat(redis.other().get("balance")).isEqualTo("1");
  }

  @Test
  void eachAttemptPassesTheInnerAdviceAgain() {
    application
        .start(Transactions.class, Shop.class)
        .get(Shop.class)
        .pay(
            () -> {
              if (AtomicContext.current().attempt() == 1) {
                redis.other().set("balance", "10");
              }
            });

    assertThat(events).containsExactly("begin", "EXEC", "rollback", "begin", "EXEC", "commit");
    assertThat(redis.other().get("balance")).isEqualTo("11");
  }

  @Test
  void aBodyThatThrowsRollsTheInnerTransactionBack() {
    Shop shop = application.start(Transactions.class, Shop.class).get(Shop.class);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                shop.pay(
                    () -> {
                      throw new IllegalStateException("no");
                    }));
    assertThat(events).containsExactly("begin", "rollback");
    assertThat(redis.other().exists("balance")).isFalse();
  }

  @Test
  void insideOfAdviceThatIsOrdered() {
    application.start(OrderedTransactions.class, Shop.class).get(Shop.class).pay(() -> {});

    assertThat(events).containsExactly("begin", "EXEC", "commit");
  }

  @Test
  void thePropertyMovesItOut() {
    application
        .property("redis.atomic.order", "9")
        .start(OrderedTransactions.class, Shop.class)
        .get(Shop.class)
        .pay(() -> {});

    assertThat(events).containsExactly("begin", "EXEC", "commit");
  }

  @Test
  void thePropertyMovesItIn() {
    application
        .property("redis.atomic.order", "11")
        .start(OrderedTransactions.class, Shop.class)
        .get(Shop.class)
        .pay(() -> {});

    assertThat(events).containsExactly("begin", "EXEC", "commit");
  }

  @Test
  void outsideOfCaching() {
    Shop shop = application.start(Caching.class, Shop.class).get(Shop.class);

    assertThat(shop.look(() -> events.add("body"))).isEqualTo("seen");

    assertThat(events).containsExactly("cache asked, atomic=true", "body", "EXEC");
    assertThat(redis.other().get("balance")).isEqualTo("1");
  }

  @Test
  void aResultThatWouldBeCachedInsideOfTheAttemptIsRefused() {
    assertThatExceptionOfType(BeanCreationException.class)
        .isThrownBy(() -> application.start(Caching.class, CachingShop.class))
        .withStackTraceContaining("CachingShop.balance(Runnable)")
        .withStackTraceContaining("@EnableCaching");
  }

  @Test
  void anOuterCacheKeepsWhatWasCommitted() {
    CachingShop shop =
        application.start(OuterCaching.class, CachingShop.class).get(CachingShop.class);
    redis.other().set("balance", "1");
    Runnable conflict =
        () -> {
          if (AtomicContext.current().attempt() == 1) {
            redis.other().set("balance", "2");
          }
        };

    assertThat(shop.balance(conflict)).isEqualTo("2");
    assertThat(shop.balance(conflict)).isEqualTo("2");

    assertThat(redis.other().get("looks")).isEqualTo("1");
  }
}
