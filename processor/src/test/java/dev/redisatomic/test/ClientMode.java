package dev.redisatomic.test;

import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.driver.jedis.JedisDriverProvider;
import dev.redisatomic.driver.lettuce.LettuceDriverProvider;

/** The clients, and the two ways in which one of them talks to Redis; all have to behave alike. */
public enum ClientMode {
  REDIS_CLIENT("RedisClient", new JedisDriverProvider()),
  LEGACY_JEDIS("legacy Jedis", new JedisDriverProvider()),
  LETTUCE("Lettuce", new LettuceDriverProvider());

  private final String label;
  private final DriverProvider provider;

  ClientMode(String label, DriverProvider provider) {
    this.label = label;
    this.provider = provider;
  }

  public DriverProvider provider() {
    return provider;
  }

  @Override
  public String toString() {
    return label;
  }
}
