package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.TestApplication;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Which connection factory is found, at start-up and without a server. */
class ConnectionFactoryTests {

  static class Service {
    @RedisAtomic
    public void run() {}
  }

  static class Named {
    @RedisAtomic(connectionFactory = "second")
    public void run() {}
  }

  static class NotAtomic {
    public void run() {}
  }

  @Configuration(proxyBeanMethods = false)
  static class OnePrimary {
    @Bean
    @Primary
    JedisConnectionFactory first() {
      return new JedisConnectionFactory();
    }

    @Bean
    LettuceConnectionFactory second() {
      return new LettuceConnectionFactory();
    }
  }

  @Test
  void withoutAtomicMethodsNoneIsNeeded() {
    try (TestApplication application = TestApplication.withoutRedis().start(NotAtomic.class)) {
      RedisAtomicOperations operations = application.get(RedisAtomicOperations.class);

      assertThatIllegalStateException()
          .isThrownBy(() -> operations.execute(() -> 1))
          .withMessageContaining("RedisAtomicOperations.execute")
          .withMessageContaining("needs a RedisConnectionFactory, but there is no such bean");
    }
  }

  @Test
  void withAtomicMethodsOneIsNeeded() {
    assertRefused(
        TestApplication.withoutRedis(),
        Service.class,
        "Service.run() needs a RedisConnectionFactory, but there is no such bean");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertRefused(
        TestApplication.withoutRedis().singleton("first", new JedisConnectionFactory()),
        Named.class,
        "Named.run() needs a RedisConnectionFactory, but there is no such bean named 'second'");
  }

  @Test
  void aNameOfSomethingElseIsRefused() {
    assertRefused(
        TestApplication.withoutRedis().singleton("second", "text"),
        Named.class,
        "Named.run() names the bean 'second' as its connection factory, but that is a"
            + " java.lang.String");
  }

  @Test
  void severalWithoutAPrimaryAreRefused() {
    assertRefused(
        TestApplication.withoutRedis()
            .singleton("first", new JedisConnectionFactory())
            .singleton("second", new LettuceConnectionFactory()),
        Service.class,
        "Service.run() does not say which connection factory to run on, and there are several:"
            + " [first, second]. Name one in @RedisAtomic(connectionFactory = …), or mark one as"
            + " @Primary");
  }

  @Test
  void anotherDriverIsRefusedWithWhatToDo() {
    Object other =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RedisConnectionFactory.class},
            (proxy, method, arguments) -> method.getName().equals("hashCode") ? 1 : null);
    assertRefused(
        TestApplication.withoutRedis().singleton("other", other),
        Service.class,
        "cannot run on a "
            + other.getClass().getName()
            + ", because there is no driver for it. With Spring Boot, set"
            + " spring.data.redis.client-type=jedis or lettuce and have redis.clients:jedis or"
            + " io.lettuce:lettuce-core on the class path");
  }

  @Test
  void thePrimaryOneIsUsedUnlessAnotherIsNamed() {
    try (TestApplication application =
        TestApplication.withoutRedis().start(OnePrimary.class, Service.class, Named.class)) {
      AtomicConnectionFactories factories = application.get(AtomicConnectionFactories.class);

      assertThat(factories.named("", "a").get()).isSameAs(factories.named("first", "b").get());
      assertThat(factories.named("second", "c").get()).isNotSameAs(factories.named("", "d").get());
    }
  }

  @Test
  void theLookUpWaitsUntilTheApplicationHasStarted() {
    // the factory is a bean that is made after the service
    try (TestApplication application =
        TestApplication.withoutRedis().start(Service.class, OnePrimary.class)) {
      assertThat(application.get(RedisConnectionFactory.class)).isNotNull();
    }
  }

  private static void assertRefused(TestApplication application, Class<?> service, String message) {
    try (application) {
      assertThatThrownBy(() -> application.start(service))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
    }
  }
}
