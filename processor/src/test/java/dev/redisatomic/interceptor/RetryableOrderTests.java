package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** Spring's retry advice is inside, in whatever order the two are switched on. */
@EachServer
class RetryableOrderTests {

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  static class Resilient {}

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  @EnableRedisAtomic
  static class ResilientFirst {}

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  @EnableResilientMethods
  static class AtomicFirst {}

  @Configuration(proxyBeanMethods = false)
  @Import({Resilient.class, TestApplication.Atomic.class})
  static class Imports {}

  enum Order {
    ATOMIC_REGISTERED_FIRST(TestApplication.Atomic.class, Resilient.class),
    RESILIENT_REGISTERED_FIRST(Resilient.class, TestApplication.Atomic.class),
    ATOMIC_ANNOTATED_FIRST(AtomicFirst.class),
    RESILIENT_ANNOTATED_FIRST(ResilientFirst.class),
    RESILIENT_IMPORTED_FIRST(Imports.class, TestApplication.Atomic.class);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<Class<?>> configurations;

    Order(Class<?>... configurations) {
      this.configurations = List.of(configurations);
    }
  }

  static class Jobs {
    private final StringRedisTemplate redis;
    private final List<AtomicContext> runs = new ArrayList<>();

    Jobs(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Retryable(maxRetries = 2, delay = 1)
    public void run(int failures) {
      runs.add(AtomicContext.current());
      int run = runs.size();
      redis.opsForValue().increment("runs");
      AtomicContext.current().afterCommit(() -> redis.opsForList().rightPush("done", "run " + run));
      if (run <= failures) {
        throw new IllegalStateException("run " + run);
      }
    }

    List<AtomicContext> runs() {
      return runs;
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  RetryableOrderTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void aBodyThatIsCalledAgainWritesOnce(Order order) {
    Jobs jobs = start(order);

    jobs.run(1);

    assertThat(jobs.runs()).hasSize(2);
    assertThat(jobs.runs().get(1)).as("the same attempt").isSameAs(jobs.runs().get(0));
    assertThat(redis.other().get("runs")).isEqualTo("1");
    assertThat(redis.other().lrange("done", 0, -1)).containsExactly("run 2");
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void aBodyThatFailsToTheEndWritesNothing(Order order) {
    Jobs jobs = start(order);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> jobs.run(9))
        .withMessage("run 3");
    assertThat(redis.other().exists("runs", "done")).isZero();
  }

  private Jobs start(Order order) {
    List<Class<?>> beans = new ArrayList<>(order.configurations);
    beans.add(Jobs.class);
    if (!beans.contains(TestApplication.Atomic.class)) {
      // its beans are there already
      beans.add(TestApplication.Atomic.class);
    }
    return application.start(beans.toArray(Class<?>[]::new)).get(Jobs.class);
  }
}
