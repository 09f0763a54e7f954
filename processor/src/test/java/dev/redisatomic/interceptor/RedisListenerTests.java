package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.annotation.EnableRedisListeners;
import org.springframework.data.redis.annotation.RedisListener;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** A stock of 10, a decrement of somebody else and one by a listener: 8 are left. */
@EachServer
class RedisListenerTests {

  /** Where the foreign decrement comes in. */
  interface Foreign {
    void sell();
  }

  static class Orders {
    private final StringRedisTemplate redis;
    private final Foreign foreign;
    private final CountDownLatch done = new CountDownLatch(1);
    private int runs;

    Orders(StringRedisTemplate redis, Foreign foreign) {
      this.redis = redis;
      this.foreign = foreign;
    }

    @RedisListener(topic = "orders")
    @RedisAtomic
    @Transactional
    public void on(String product) {
      String stock = redis.opsForValue().get("stock");
      if (++runs == 1) {
        foreign.sell();
        done.countDown();
      }
      redis.opsForValue().set("stock", Long.toString(Long.parseLong(stock) - 1));
    }

    CountDownLatch done() {
      return done;
    }
  }

  static class Listening {
    @Bean
    RedisMessageListenerContainer redisMessageListenerContainer(RedisConnectionFactory factory) {
      RedisMessageListenerContainer container = new RedisMessageListenerContainer();
      container.setConnectionFactory(factory);
      return container;
    }

    @Bean
    Orders orders(StringRedisTemplate redis, Foreign foreign) {
      return new Orders(redis, foreign);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisListeners
  @EnableRedisAtomic
  static class ListenersFirst extends Listening {}

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  @EnableRedisListeners
  static class AtomicFirst extends Listening {}

  @Configuration(proxyBeanMethods = false)
  @EnableRedisListeners
  static class OnlyListeners extends Listening {}

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {
    @Bean
    RecordingTransactions transactionManager() {
      return new RecordingTransactions(new ArrayList<>());
    }
  }

  private final RedisSetup redis;

  RedisListenerTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void stock() {
    redis.flushAll();
    redis.other().set("stock", "10");
  }

  @ParameterizedTest
  @ValueSource(classes = {ListenersFirst.class, AtomicFirst.class})
  void withoutBoot(Class<?> configuration) throws Exception {
    for (List<Class<?>> more :
        List.of(List.<Class<?>>of(), List.<Class<?>>of(Transactions.class))) {
      stock();
      try (TestApplication application = TestApplication.on(redis).withTemplate()) {
        application.singleton("foreign", (Foreign) () -> redis.other().decr("stock"));
        List<Class<?>> beans = new ArrayList<>(more);
        beans.add(configuration);
        beans.add(TestApplication.Atomic.class);
        application.start(beans.toArray(Class<?>[]::new));

        receive(application.get(Orders.class));
      }
      assertThat(redis.other().get("stock")).isEqualTo("8");
    }
  }

  @Test
  void withBootAndListenersOfOnesOwn() {
    boot(OnlyListeners.class);
  }

  private void boot(Class<?> configuration) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                RedisAtomicAutoConfiguration.class, DataRedisAutoConfiguration.class))
        .withPropertyValues(
            "spring.data.redis.client-type=" + redis.mode().provider().clientType(),
            "spring.data.redis.host=" + redis.server().host(),
            "spring.data.redis.port=" + redis.server().port())
        .withBean("foreign", Foreign.class, () -> () -> redis.other().decr("stock"))
        .withUserConfiguration(configuration)
        .run(context -> receive(context.getBean(Orders.class)));
    assertThat(redis.other().get("stock")).isEqualTo("8");
  }

  private void receive(Orders orders) throws InterruptedException {
    assertThat(redis.other().publish("orders", "book")).isOne();
    assertThat(orders.done().await(30, TimeUnit.SECONDS)).isTrue();
    Await.until("the listener is through", () -> "8".equals(redis.other().get("stock")));
  }
}
