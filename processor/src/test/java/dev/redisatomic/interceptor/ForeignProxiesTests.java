package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Proxies that others have made: one advisor of each kind, in the right place. */
@EachServer
class ForeignProxiesTests {

  static class Counter {
    private final StringRedisTemplate redis;
    private int runs;

    Counter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Retryable(delay = 1)
    @Transactional
    public boolean hit(@Watched("hits:{}") String page) {
      redis.opsForValue().increment("hits:" + page);
      if (++runs == 1) {
        throw new IllegalStateException("the first time");
      }
      return AtomicContext.isActive();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  static class Resilient {}

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {
    @Bean
    RecordingTransactions transactionManager() {
      return new RecordingTransactions(new ArrayList<>());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ByFactoryBean {
    @Bean
    ProxyFactoryBean counter(StringRedisTemplate redis) {
      ProxyFactoryBean factory = new ProxyFactoryBean();
      factory.setTarget(new Counter(redis));
      factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
      return factory;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ByHand {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      return (Counter) new ProxyFactory(new Counter(redis)).getProxy();
    }
  }

  static class Infrastructure implements AopInfrastructureBean {
    @RedisAtomic
    public boolean active() {
      return AtomicContext.isActive();
    }
  }

  /** Spring makes no proxy for it. */
  @Configuration(proxyBeanMethods = false)
  static class InfrastructureByHand {
    @Bean
    Infrastructure infrastructure() {
      ProxyFactory factory = new ProxyFactory(new Infrastructure());
      factory.setProxyTargetClass(true);
      return (Infrastructure) factory.getProxy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDeep {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      ProxyFactory outer = new ProxyFactory();
      outer.setProxyTargetClass(true);
      outer.setTarget(new ProxyFactory(new Counter(redis)).getProxy());
      return (Counter) outer.getProxy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SecondCreator {
    @Bean
    static DefaultAdvisorAutoProxyCreator second() {
      return new DefaultAdvisorAutoProxyCreator();
    }

    @Bean
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SameBeanTwice {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }

    @Bean
    Object alias(Counter counter) {
      return counter;
    }
  }

  static class OnAnotherThread {
    @Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }

    @Bean
    static ExecutorService bootstrapExecutor() {
      return Executors.newSingleThreadExecutor();
    }
  }

  static class Products implements FactoryBean<Counter> {
    private final StringRedisTemplate redis;

    Products(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Override
    public Counter getObject() {
      return new Counter(redis);
    }

    @Override
    public Class<?> getObjectType() {
      return Counter.class;
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  ForeignProxiesTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  static List<Boolean> ours(Object proxy) {
    return Arrays.stream(((Advised) proxy).getAdvisors())
        .filter(AtomicAdvisor.class::isInstance)
        .map(advisor -> ((AtomicAdvisor) advisor).isOuter())
        .toList();
  }

  private void countsOnce(Class<?>... beans) {
    Counter counter = application.start(beans).get(Counter.class);

    assertThat(counter.hit("home")).isTrue();
    assertThat(redis.other().get("hits:home")).as("of two runs").isEqualTo("1");
  }

  @Test
  void theProductOfAProxyFactoryBean() {
    countsOnce(Resilient.class, ByFactoryBean.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void theProductOfAProxyFactoryBeanInsideOfAnotherProxy() {
    countsOnce(
        ProxyKindsTests.ClassProxies.class,
        Resilient.class,
        Transactions.class,
        ByFactoryBean.class);
  }

  @Test
  void aProxyThatABeanMethodMakes() {
    countsOnce(Resilient.class, ByHand.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void aProxyOfAPartOfAop() {
    application.start(InfrastructureByHand.class);

    assertThat(application.get(Infrastructure.class).active()).isTrue();
  }

  @Test
  void proxiesInProxies() {
    countsOnce(
        ProxyKindsTests.ClassProxies.class, Transactions.class, Resilient.class, TwoDeep.class);
  }

  @Test
  void aSecondAutoProxyCreator() {
    countsOnce(ProxyKindsTests.ClassProxies.class, Resilient.class, SecondCreator.class);
  }

  /** The advice of the outer proxy is around the retries of the inner one. */
  @Test
  void aSecondAutoProxyCreatorPutsATransactionAroundRetries() {
    Counter counter =
        application
            .start(
                ProxyKindsTests.ClassProxies.class,
                Resilient.class,
                Transactions.class,
                SecondCreator.class)
            .get(Counter.class);

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> counter.hit("home"))
        .withMessageContaining("outside of the transaction");
    assertThat(redis.other().exists("hits:home")).isFalse();

    assertThat(counter.hit("home")).as("with nothing to retry").isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void aBeanThatIsMadeOnAnotherThread() {
    countsOnce(OnAnotherThread.class, TestApplication.Atomic.class, Resilient.class);
  }

  @Test
  void theProductOfAFactoryBean() {
    countsOnce(Resilient.class, Products.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void aBeanWithTwoNames() {
    application.start(Resilient.class, SameBeanTwice.class);

    assertThat(ours(application.context().getBean("alias"))).containsExactly(true, false);
  }
}
