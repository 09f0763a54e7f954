package dev.redisatomic.test;

import dev.redisatomic.config.EnableRedisAtomic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A plain Spring application with atomic methods, a connection factory and a template, and the
 * beans and properties that a test adds.
 */
public final class AspectApplication implements AutoCloseable {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final Map<String, Object> properties = new HashMap<>();

  /** Without a connection factory or template. */
  public AspectApplication() {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
  }

  public static AspectApplication on(RedisConnectionFactory factory) {
    return new AspectApplication()
        .with("redisConnectionFactory", factory)
        .with("template", new StringRedisTemplate(factory));
  }

  /** Not to be closed with the application: whoever made the object does that. */
  public AspectApplication with(String name, Object singleton) {
    context.getBeanFactory().registerSingleton(name, singleton);
    return this;
  }

  public AspectApplication property(String name, Object value) {
    properties.put(name, value);
    return this;
  }

  /** In this order; {@link Atomic} first, if it is not among them. */
  public AspectApplication start(Class<?>... beans) {
    if (!List.of(beans).contains(Atomic.class)) {
      context.register(Atomic.class);
    }
    if (beans.length > 0) {
      context.register(beans);
    }
    context.refresh();
    return this;
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public AnnotationConfigApplicationContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }

  /** What makes methods atomic. */
  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  public static class Atomic {}
}
