package dev.redisatomic.sample;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes small application contexts beside this one, on the same Redis. What {@code redis.atomic.*}
 * says of queues, and what listeners want, holds for a whole context: what is to be otherwise takes
 * another one. They stop and start with the application, and are closed with it.
 */
@Component
public class SeparateContexts implements SmartLifecycle, AutoCloseable {

  private final RedisConnectionFactory server;
  private final StringRedisTemplate redis;
  private final List<AnnotationConfigApplicationContext> contexts = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  SeparateContexts(RedisConnectionFactory server, StringRedisTemplate redis) {
    this.server = server;
    this.redis = redis;
  }

  /**
   * Makes settings of properties alone, without those of the application and the system.
   *
   * @param properties what holds
   * @return settings, to which others may be added with {@code merge}, behind these
   */
  public static ConfigurableEnvironment settings(Map<String, Object> properties) {
    return new StandardEnvironment() {
      @Override
      protected void customizePropertySources(MutablePropertySources sources) {
        sources.addFirst(new MapPropertySource("separate", properties));
      }
    };
  }

  /**
   * Makes a context in which methods are atomic.
   *
   * @param settings what holds in it
   * @param objects further beans, by their names
   * @param beans the classes of its beans
   * @return the context, which has started
   */
  public AnnotationConfigApplicationContext make(
      ConfigurableEnvironment settings, Map<String, ?> objects, Class<?>... beans) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.setEnvironment(settings);
    context.getBeanFactory().registerSingleton("server", server);
    context.getBeanFactory().registerSingleton("redis", redis);
    objects.forEach(context.getBeanFactory()::registerSingleton);
    context.register(AtomicBeans.class);
    context.register(beans);
    context.refresh();
    contexts.add(context);
    return context;
  }

  @Override
  public void start() {
    contexts.forEach(AbstractApplicationContext::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    contexts.forEach(AbstractApplicationContext::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops after all that uses the contexts, and before the connections of the server. */
  @Override
  public int getPhase() {
    return 1;
  }

  @Override
  public void close() {
    contexts.forEach(AbstractApplicationContext::close);
  }
}
