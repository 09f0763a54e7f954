package dev.redisatomic.config;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** {@code redis.atomic.enabled}, with and without Boot. */
final class RedisAtomicEnabled implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return new PropertyReader(context.getEnvironment()).bool("redis.atomic.enabled", true);
  }
}
