package dev.redisatomic.driver.lettuce;

import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

/**
 * Limits how many connections there may be, and how long a call waits for one.
 *
 * @param connections how many in all
 * @param idle how many of them are kept while nobody needs them
 * @param waitMillis the longest wait; negative: no limit
 * @param configured whether the application has set them
 */
record PoolLimits(int connections, int idle, long waitMillis, boolean configured) {
  private static final int DEFAULT_CONNECTIONS = 8;

  /** Takes the limits of the application's pool, if it has one. */
  static PoolLimits of(LettuceConnectionFactory factory) {
    long timeout = factory.getTimeout();
    long patience = timeout > 0 ? timeout : -1;
    return factory.getClientConfiguration() instanceof LettucePoolingClientConfiguration pooling
        ? Configured.of(pooling, patience)
        : new PoolLimits(DEFAULT_CONNECTIONS, DEFAULT_CONNECTIONS, patience, false);
  }

  /** The advice for more connections, or a longer wait. */
  String advice() {
    return configured
        ? "With Boot, spring.data.redis.lettuce.pool.max-active and max-wait set them."
        : "The connection factory has no pool: with Boot, add the dependency"
            + " org.apache.commons:commons-pool2, with which"
            + " spring.data.redis.lettuce.pool.max-active and max-wait have an effect.";
  }

  /**
   * Reads the pool's configuration in a class of its own, because commons-pool may be missing where
   * there is none.
   */
  private static final class Configured {
    private Configured() {}

    static PoolLimits of(LettucePoolingClientConfiguration pooling, long patience) {
      GenericObjectPoolConfig<?> config = pooling.getPoolConfig();
      long wait = config.getMaxWaitDuration().toMillis();
      return new PoolLimits(
          unlessNegative(config.getMaxTotal()),
          unlessNegative(config.getMaxIdle()),
          // a negative one is the default: nobody has asked for waits without an end
          config.getBlockWhenExhausted() ? (wait < 0 ? patience : wait) : 0,
          true);
    }

    private static int unlessNegative(int limit) {
      return limit < 0 ? Integer.MAX_VALUE : limit;
    }
  }
}
