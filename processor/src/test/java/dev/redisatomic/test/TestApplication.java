package dev.redisatomic.test;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A plain Spring application with atomic methods: {@code
 * TestApplication.on(redis).withTemplate().start(Service.class)}. It has a connection factory and
 * the beans and properties that the test adds, nothing else; {@link Bodies} is the bean for a test
 * that writes its bodies itself.
 *
 * <p>The factory is stopped with the application; who made it destroys it, as {@link RedisSetup}
 * does after the class.
 */
public final class TestApplication implements AutoCloseable {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final Map<String, Object> properties = new HashMap<>();
  private final @Nullable StringRedisTemplate template;

  private TestApplication(@Nullable RedisConnectionFactory factory) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    if (factory == null) {
      template = null;
    } else {
      singleton("redisConnectionFactory", factory);
      template = new StringRedisTemplate(factory);
    }
  }

  /** With a pool of eight. */
  public static TestApplication on(RedisSetup redis) {
    return on(redis.connectionFactory());
  }

  /** As in {@code on(redis, o -> o.poolOfOne().port(proxy.port()))}. */
  public static TestApplication on(RedisSetup redis, Consumer<ConnectionOptions> options) {
    return on(redis.connectionFactory(options));
  }

  public static TestApplication on(RedisConnectionFactory factory) {
    return new TestApplication(factory);
  }

  /** For tests that bring connection factories of their own, or none. */
  public static TestApplication withoutRedis() {
    return new TestApplication(null);
  }

  /** Before {@link #start}: later it would have no effect. */
  public TestApplication property(String name, Object value) {
    if (context.isActive()) {
      throw new IllegalStateException("Set " + name + " before start(…)");
    }
    properties.put(name, value);
    return this;
  }

  /** Each as in {@code redis.atomic.timeout=1s}. */
  public TestApplication properties(String... pairs) {
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      property(parts[0], parts[1]);
    }
    return this;
  }

  /** Makes {@link #redis()} a bean, for beans that want one. */
  public TestApplication withTemplate() {
    return singleton("redisTemplate", redis());
  }

  /** Adds an object of the test, which is not destroyed with the application. */
  public TestApplication singleton(String name, Object object) {
    context.getBeanFactory().registerSingleton(name, object);
    return this;
  }

  /** Registers the beans in this order, {@link Atomic} first if it is not among them. */
  public TestApplication start(Class<?>... beans) {
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

  /** The bean that {@code start(Bodies.class)} registered. */
  public Bodies methods() {
    return get(Bodies.class);
  }

  public AnnotationConfigApplicationContext context() {
    return context;
  }

  /** A template on the connection factory, whether or not it is a bean. */
  public StringRedisTemplate redis() {
    if (template == null) {
      throw new IllegalStateException("This application is without Redis");
    }
    return template;
  }

  public RedisAtomicOperations atomic() {
    return get(RedisAtomicOperations.class);
  }

  /** Runs the body as an atomic method. */
  public <T extends @Nullable Object> T atomically(Supplier<T> body) {
    return atomic().execute(body);
  }

  /** Runs the body as an atomic method. */
  public void atomically(Runnable body) {
    atomic()
        .execute(
            () -> {
              body.run();
              return true;
            });
  }

  /** As with {@code results=none}: every write answers null, or what the template makes of it. */
  public <T extends @Nullable Object> T blindly(Supplier<T> body) {
    return atomic().withResults(Results.NONE).execute(body);
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
