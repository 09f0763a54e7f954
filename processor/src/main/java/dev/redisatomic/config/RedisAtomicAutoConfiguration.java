package dev.redisatomic.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Makes {@link dev.redisatomic.annotation.RedisAtomic @RedisAtomic} methods atomic in a Boot
 * application. The connection factory is looked up when the application has started, and only if
 * there are atomic methods.
 */
@AutoConfiguration
@ConditionalOnClass(RedisConnectionFactory.class)
@Import(RedisAtomicConfiguration.class)
public final class RedisAtomicAutoConfiguration {

  /** Serves Boot, which makes the instance. */
  public RedisAtomicAutoConfiguration() {}
}
