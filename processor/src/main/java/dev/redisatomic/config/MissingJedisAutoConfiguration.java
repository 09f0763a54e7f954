package dev.redisatomic.config;

import dev.redisatomic.attribute.AtomicAnnotations;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;

/** Refuses atomic methods in a Boot application that has excluded Jedis. */
@AutoConfiguration
@ConditionalOnMissingClass("redis.clients.jedis.UnifiedJedis")
@Conditional(RedisAtomicEnabled.class)
public final class MissingJedisAutoConfiguration {

  /** For Boot. */
  public MissingJedisAutoConfiguration() {}

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static MissingJedis redisAtomicMissingJedis() {
    return new MissingJedis(new AtomicAnnotations());
  }
}
