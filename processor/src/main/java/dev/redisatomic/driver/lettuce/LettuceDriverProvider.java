package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/** Makes drivers for every {@link LettuceConnectionFactory}. */
public final class LettuceDriverProvider implements DriverProvider {
  /** A provider, whether or not Lettuce is on the class path. */
  public LettuceDriverProvider() {}

  @Override
  public String dependency() {
    return "io.lettuce:lettuce-core";
  }

  @Override
  public String clientType() {
    return "lettuce";
  }

  @Override
  public boolean isAvailable(@Nullable ClassLoader classLoader) {
    return ClassUtils.isPresent("io.lettuce.core.RedisClient", classLoader);
  }

  @Override
  public boolean supports(RedisConnectionFactory factory) {
    return factory instanceof LettuceConnectionFactory;
  }

  @Override
  public boolean leadsToCluster(RedisConnectionFactory factory) {
    return ((LettuceConnectionFactory) factory).isClusterAware();
  }

  @Override
  public Driver create(RedisConnectionFactory factory) {
    return new LettuceDriver((LettuceConnectionFactory) factory);
  }
}
