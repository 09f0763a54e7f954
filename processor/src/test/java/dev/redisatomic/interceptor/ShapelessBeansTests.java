package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans without a class of their own: lambdas, proxies of the JDK, advice without a target. */
@EachServer
class ShapelessBeansTests {

  interface Active {
    @RedisAtomic
    boolean active();
  }

  @Configuration(proxyBeanMethods = false)
  static class Shapeless {
    @Bean
    Active lambda() {
      return AtomicContext::isActive;
    }

    @Bean
    Active proxyOfTheJdk() {
      return (Active)
          Proxy.newProxyInstance(
              Active.class.getClassLoader(),
              new Class<?>[] {Active.class},
              (proxy, method, arguments) ->
                  method.getName().equals("active") ? AtomicContext.isActive() : "a text".length());
    }

    @Bean
    Active adviceAlone() {
      return ProxyFactory.getProxy(
          Active.class, (MethodInterceptor) invocation -> AtomicContext.isActive());
    }

    @Bean
    Active swappable() {
      return ProxyFactory.getProxy(
          Active.class, new HotSwappableTargetSource((Active) AtomicContext::isActive));
    }
  }

  interface Inherited {
    boolean active();
  }

  @RedisAtomic
  interface Annotated extends Inherited {}

  @Configuration(proxyBeanMethods = false)
  static class AnnotatedInterface {
    @Bean
    Annotated adviceAlone() {
      return ProxyFactory.getProxy(
          Annotated.class, (MethodInterceptor) invocation -> AtomicContext.isActive());
    }
  }

  @AutoClose private final TestApplication application;

  ShapelessBeansTests(RedisSetup redis) {
    application = TestApplication.on(redis).withTemplate();
  }

  @Test
  void objectsWithoutAClassOfTheirOwn() {
    Map<String, Active> beans =
        application.start(Shapeless.class).context().getBeansOfType(Active.class);

    assertThat(beans).hasSize(4);
    assertThat(beans.values()).allMatch(Active::active);
  }

  @Test
  void aMethodThatAnAnnotatedInterfaceInherits() {
    Annotated bean = application.start(AnnotatedInterface.class).get(Annotated.class);

    assertThat(bean.active()).isTrue();
  }
}
