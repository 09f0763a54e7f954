package dev.redisatomic.faults;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.ConnectionOptions;
import dev.redisatomic.test.RedisSetup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** An application as small as it gets: one pool, one template, the programmatic twin. */
final class AtomicClient implements AutoCloseable {

  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /** Properties such as {@code redis.atomic.timeout=1s}. */
  AtomicClient(RedisSetup setup, Consumer<ConnectionOptions> options, String... properties) {
    factory = setup.connectionFactory(options);
    redis = new StringRedisTemplate(factory);
    Map<String, Object> settings = new HashMap<>();
    for (String property : properties) {
      String[] parts = property.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context.register(Application.class);
    context.registerBean(RedisConnectionFactory.class, () -> factory);
    context.refresh();
  }

  StringRedisTemplate redis() {
    return redis;
  }

  RedisAtomicOperations atomic() {
    return context.getBean(RedisAtomicOperations.class);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Application {}
}
