package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.util.ClassUtils;

/** Makes drivers for every {@link JedisConnectionFactory}. */
public final class JedisDriverProvider implements DriverProvider {
  /** A provider, whether or not Jedis is on the class path. */
  public JedisDriverProvider() {}

  @Override
  public String dependency() {
    return "redis.clients:jedis";
  }

  @Override
  public String clientType() {
    return "jedis";
  }

  @Override
  public boolean isAvailable(@Nullable ClassLoader classLoader) {
    return ClassUtils.isPresent("redis.clients.jedis.UnifiedJedis", classLoader);
  }

  @Override
  public boolean supports(RedisConnectionFactory factory) {
    return factory instanceof JedisConnectionFactory;
  }

  @Override
  public boolean leadsToCluster(RedisConnectionFactory factory) {
    return ((JedisConnectionFactory) factory).isRedisClusterAware();
  }

  @Override
  public Driver create(RedisConnectionFactory factory) {
    return new JedisDriver((JedisConnectionFactory) factory);
  }
}
