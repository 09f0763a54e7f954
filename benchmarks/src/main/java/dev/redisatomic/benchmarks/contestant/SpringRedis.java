package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A Spring application on one server. */
final class SpringRedis implements AutoCloseable {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  SpringRedis(Address address, int poolSize, Map<String, Object> properties) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("contestant", properties));
    context.registerBean(JedisConnectionFactory.class, () -> connectionFactory(address, poolSize));
    context.registerBean(
        StringRedisTemplate.class,
        () -> new StringRedisTemplate(context.getBean(JedisConnectionFactory.class)));
    context.register(Atomic.class, AtomicService.class);
    context.refresh();
  }

  private static JedisConnectionFactory connectionFactory(Address address, int poolSize) {
    return new JedisConnectionFactory(
        new RedisStandaloneConfiguration(address.host(), address.port()),
        JedisClientConfiguration.builder()
            .usePooling()
            .poolConfig(JedisPool.config(poolSize))
            .build());
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Atomic {}
}
