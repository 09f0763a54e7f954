package dev.redisatomic.test;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.EnableRedisAtomic;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * An application whose atomic methods do what the test passes in, because a conflict or a lost
 * connection is best told in one place: the body, and what happens in the middle of it.
 */
public final class AtomicBodies implements AutoCloseable {

  private final AnnotationConfigApplicationContext context;

  /** The properties are {@code name=value}. The factory is stopped with the application. */
  public AtomicBodies(RedisConnectionFactory factory, String... properties) {
    this(factory, List.of(), properties);
  }

  /** With further beans: listeners, say. */
  public AtomicBodies(RedisConnectionFactory factory, List<?> beans, String... properties) {
    context = new AnnotationConfigApplicationContext();
    TestPropertyValues.of(properties).applyTo(context);
    context.getBeanFactory().registerSingleton("connectionFactory", factory);
    for (int i = 0; i < beans.size(); i++) {
      context.getBeanFactory().registerSingleton("bean" + i, beans.get(i));
    }
    context.register(Application.class, Methods.class);
    context.refresh();
  }

  public Methods methods() {
    return context.getBean(Methods.class);
  }

  public void listen(ApplicationListener<?> listener) {
    context.addApplicationListener(listener);
  }

  public RedisAtomicOperations template() {
    return bean(RedisAtomicOperations.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  /** A body without a result. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  @Configuration
  @EnableRedisAtomic
  static class Application {}

  /** The atomic methods; the keys are declared, the bodies come from tests. */
  public static class Methods {

    @RedisAtomic
    public <T extends @Nullable Object> T call(Callable<T> body, @Watched String... keys)
        throws Exception {
      return body.call();
    }

    @RedisAtomic
    public void run(Action body, @Watched String... keys) throws Exception {
      body.run();
    }

    @RedisAtomic(watchReads = false)
    public void runWatchingDeclaredKeys(Action body, @Watched String... keys) throws Exception {
      body.run();
    }

    @RedisAtomic(results = Results.NONE)
    public void runBlindly(Action body, @Watched String... keys) throws Exception {
      body.run();
    }

    @RedisAtomic(watchOnEntry = true)
    public void runWatchingOnEntry(Action body, @Watched String... keys) throws Exception {
      body.run();
    }

    @RedisAtomic(maxRetries = 0)
    public void runOnce(Action body, @Watched String... keys) throws Exception {
      body.run();
    }
  }
}
