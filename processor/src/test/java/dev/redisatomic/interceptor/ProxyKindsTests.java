package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Which proxies are made, and that each of them makes methods atomic. */
@EachServer
class ProxyKindsTests {

  /** With the annotations on the interface. */
  interface Counter {
    @RedisAtomic
    boolean hit(@Watched("hits:{}") String page);
  }

  static class OfInterface implements Counter {
    private final StringRedisTemplate redis;

    OfInterface(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Override
    public boolean hit(String page) {
      redis.opsForValue().get("other");
      redis.opsForValue().increment("hits:" + page);
      return AtomicContext.isActive();
    }
  }

  static final class FinalCounter implements Counter {
    private final StringRedisTemplate redis;

    FinalCounter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Override
    public boolean hit(String page) {
      redis.opsForValue().increment("hits:" + page);
      return AtomicContext.isActive();
    }
  }

  static class OfClass {
    @RedisAtomic
    public boolean run() {
      return AtomicContext.isActive();
    }

    @RedisAtomic
    boolean packagePrivate() {
      return AtomicContext.isActive();
    }

    public boolean notAtomic() {
      return AtomicContext.isActive();
    }
  }

  static class NotAtomic {
    public void run() {}
  }

  static class Wrong {
    @RedisAtomic
    public final void run() {}
  }

  @Configuration(proxyBeanMethods = false)
  static class ClassProxies {
    @Bean(AutoProxyUtils.DEFAULT_PROXY_CONFIG_BEAN_NAME)
    static ProxyConfig classProxies() {
      ProxyConfig config = new ProxyConfig();
      config.setProxyTargetClass(true);
      return config;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Scoped {
    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    OfClass scoped() {
      return new OfClass();
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  ProxyKindsTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void aJdkProxyForAClassWithAnInterface() {
    Counter counter = application.start(OfInterface.class).get(Counter.class);

    assertThat(AopUtils.isJdkDynamicProxy(counter)).isTrue();
    assertThat(counter.hit("home")).isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void aClassProxyForAClassWithAnInterfaceIfForced() {
    Counter counter = application.start(ClassProxies.class, OfInterface.class).get(Counter.class);

    assertThat(AopUtils.isCglibProxy(counter)).isTrue();
    assertThat(counter.hit("home")).isTrue();
  }

  @Test
  void aJdkProxyForAFinalClassWithAnInterface() {
    Counter counter = application.start(FinalCounter.class).get(Counter.class);

    assertThat(AopUtils.isJdkDynamicProxy(counter)).isTrue();
    assertThat(counter.hit("home")).isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void aJdkProxyForAFinalClassWithAnInterfaceEvenIfClassProxiesAreForced() {
    Counter counter = application.start(ClassProxies.class, FinalCounter.class).get(Counter.class);

    assertThat(AopUtils.isJdkDynamicProxy(counter)).isTrue();
    assertThat(counter.hit("home")).isTrue();
  }

  @Test
  void aClassProxyForAClassWithoutInterface() {
    OfClass service = application.start(OfClass.class).get(OfClass.class);

    assertThat(AopUtils.isCglibProxy(service)).isTrue();
    assertThat(service.run()).isTrue();
    assertThat(service.packagePrivate()).isTrue();
    assertThat(service.notAtomic()).isFalse();
  }

  @Test
  void aScopedBeanIsAtomicToo() {
    assertThat(application.start(Scoped.class).context().getBean("scoped", OfClass.class).run())
        .isTrue();
  }

  @Test
  void noProxyForABeanWithoutAtomicMethods() {
    assertThat(AopUtils.isAopProxy(application.start(NotAtomic.class).get(NotAtomic.class)))
        .isFalse();
  }

  @Test
  void aBeanThatIsWrongStopsStartUp() {
    assertThatThrownBy(() -> application.start(Wrong.class))
        .hasMessageContaining("@RedisAtomic on Wrong.run() can have no effect")
        .hasMessageContaining("final");
  }
}
