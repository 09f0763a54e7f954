package dev.redisatomic.config;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code redis.atomic.enabled} is {@code false}, with and without Boot. With {@code
 * false} there are proxies and operations all the same, but bodies run as they are; beans with this
 * condition are only for atomic ones.
 */
final class RedisAtomicEnabled implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isEnabled(context.getEnvironment());
  }

  static boolean isEnabled(PropertyResolver properties) {
    return new PropertyReader(properties).bool("redis.atomic.enabled", true);
  }
}
