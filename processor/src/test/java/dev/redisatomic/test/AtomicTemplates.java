package dev.redisatomic.test;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What a test of commands needs: a template, and bodies to use it in. The pool holds one connection
 * and keeps it, so that whatever a body leaves behind breaks the next one.
 */
public final class AtomicTemplates implements AutoCloseable {

  private final AnnotationConfigApplicationContext context;

  public AtomicTemplates(RedisSetup redis, Class<?>... beans) {
    this(redis, redis.server().port(), beans);
  }

  /** Through a {@link RecordingProxy}. */
  public AtomicTemplates(RedisSetup redis, int port, Class<?>... beans) {
    context = new AnnotationConfigApplicationContext();
    RedisConnectionFactory factory = redis.connectionFactory(o -> o.poolOfOne().port(port));
    context.registerBean(RedisConnectionFactory.class, () -> factory);
    context.register(Beans.class);
    if (beans.length > 0) {
      context.register(beans);
    }
    context.refresh();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Beans {

    @Bean
    StringRedisTemplate redisTemplate(RedisConnectionFactory factory) {
      return new StringRedisTemplate(factory);
    }
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public StringRedisTemplate template() {
    return bean(StringRedisTemplate.class);
  }

  /** Runs the body as an atomic method. */
  public <T extends @Nullable Object> T atomically(Supplier<T> body) {
    return bean(RedisAtomicOperations.class).execute(body);
  }

  /** Runs the body as an atomic method. */
  public void atomically(Runnable body) {
    bean(RedisAtomicOperations.class)
        .execute(
            () -> {
              body.run();
              return true;
            });
  }

  /** As with {@code results=none}: every write answers null, or what the template makes of it. */
  public <T extends @Nullable Object> T blindly(Supplier<T> body) {
    return bean(RedisAtomicOperations.class).withResults(Results.NONE).execute(body);
  }

  @Override
  public void close() {
    context.close();
  }
}
