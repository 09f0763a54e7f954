package dev.redisatomic.test;

import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.driver.jedis.JedisDriverProvider;
import dev.redisatomic.driver.lettuce.LettuceDriverProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisSystemException;

/** The clients, and the two ways in which one of them talks to Redis; all have to behave alike. */
public enum ClientMode {
  REDIS_CLIENT("RedisClient", InvalidDataAccessApiUsageException.class),
  LEGACY_JEDIS("legacy Jedis", InvalidDataAccessApiUsageException.class),
  LETTUCE("Lettuce", RedisSystemException.class);

  private final String label;
  private final Class<? extends DataAccessException> refusal;

  ClientMode(String label, Class<? extends DataAccessException> refusal) {
    this.label = label;
    this.refusal = refusal;
  }

  public DriverProvider provider() {
    return this == LETTUCE ? new LettuceDriverProvider() : new JedisDriverProvider();
  }

  /** What Spring Data makes of an error that the server answers. */
  public Class<? extends DataAccessException> refusal() {
    return refusal;
  }

  @Override
  public String toString() {
    return label;
  }
}
