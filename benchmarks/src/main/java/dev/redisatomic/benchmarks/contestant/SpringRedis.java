package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A Spring application on one server, or on a cluster. */
final class SpringRedis implements AutoCloseable {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  SpringRedis(Address address, int poolSize, Map<String, Object> properties) {
    this(new RedisStandaloneConfiguration(address.host(), address.port()), poolSize, properties);
  }

  SpringRedis(RedisConfiguration servers, int poolSize, Map<String, Object> properties) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("contestant", properties));
    context.registerBean(JedisConnectionFactory.class, () -> connectionFactory(servers, poolSize));
    context.registerBean(
        StringRedisTemplate.class,
        () -> new StringRedisTemplate(context.getBean(JedisConnectionFactory.class)));
    context.register(Atomic.class, AtomicService.class);
    context.refresh();
  }

  private static JedisConnectionFactory connectionFactory(
      RedisConfiguration servers, int poolSize) {
    JedisClientConfiguration client =
        JedisClientConfiguration.builder()
            .usePooling()
            .poolConfig(JedisPool.config(poolSize))
            .build();
    return servers instanceof RedisClusterConfiguration cluster
        ? new JedisConnectionFactory(cluster, client)
        : new JedisConnectionFactory((RedisStandaloneConfiguration) servers, client);
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
