package dev.redisatomic.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Without Micrometer, or without registries, calls are not observed, and work. */
@EachServer
class MissingMicrometerTests {

  private final RedisConnectionFactory factory;
  private final ApplicationContextRunner plain;

  MissingMicrometerTests(RedisSetup setup) {
    factory = setup.connectionFactory();
    plain =
        new ApplicationContextRunner()
            .withUserConfiguration(Plain.class)
            .withBean(RedisConnectionFactory.class, () -> factory);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Plain {}

  private boolean works(RedisAtomicOperations atomic) {
    StringRedisTemplate redis = new StringRedisTemplate(factory);
    atomic.execute(
        () -> {
          redis.opsForValue().get("key");
          redis.opsForValue().set("key", "1");
          return true;
        },
        "key");
    return true;
  }

  @Test
  void thereIsNoListenerWithoutMicrometer() {
    plain
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBeanProvider(AtomicListener.class).stream()).isEmpty();
              assertThat(context).doesNotHaveBean("redisAtomicObservations");
              assertThat(context).doesNotHaveBean("redisAtomicMeters");
              assertThat(works(context.getBean(RedisAtomicOperations.class))).isTrue();
            });
  }

  @Test
  void observationsDoNotNeedMeters() {
    plain
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .withBean(ObservationRegistry.class, ObservationRegistry::create)
        .run(
            context -> {
              assertThat(context.getBeanProvider(AtomicListener.class).stream()).isEmpty();
              assertThat(works(context.getBean(RedisAtomicOperations.class))).isTrue();
            });
  }

  @Test
  void thereIsNoListenerWithoutRegistries() {
    plain.run(
        context -> {
          assertThat(context.getBeanProvider(AtomicListener.class).stream()).isEmpty();
          assertThat(works(context.getBean(RedisAtomicOperations.class))).isTrue();
        });
  }

  @Test
  void thereIsOnePerRegistry() {
    plain
        .withBean(SimpleMeterRegistry.class)
        .withBean(ObservationRegistry.class, MissingMicrometerTests::listenedRegistry)
        .run(
            context ->
                assertThat(context.getBeanProvider(AtomicListener.class).stream())
                    .hasAtLeastOneElementOfType(CallObservations.class)
                    .hasAtLeastOneElementOfType(CallMeters.class)
                    .hasSize(2));
  }

  /** Without a handler it would call itself a noop. */
  private static ObservationRegistry listenedRegistry() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(context -> true);
    return registry;
  }
}
