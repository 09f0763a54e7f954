package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.connection.AtomicConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.function.SingletonSupplier;

/** The connection factories on which atomic methods run, each once, however it is named. */
final class AtomicConnectionFactories implements SmartLifecycle, AutoCloseable {

  /**
   * The phase that stops drivers before the connection factories that they use, whose phase is 0.
   */
  private static final int PHASE = 1;

  private final ListableBeanFactory beans;
  private final Drivers drivers;
  private final Map<RedisConnectionFactory, AtomicConnectionFactory> inUse =
      new ConcurrentHashMap<>();
  private volatile boolean running;

  AtomicConnectionFactories(ListableBeanFactory beans, Drivers drivers) {
    this.beans = beans;
    this.drivers = drivers;
  }

  /**
   * The connection factory of this bean name; looked up when it is first asked for.
   *
   * @param beanName empty for the only or primary connection factory
   * @param usedBy who asks, for messages
   */
  Supplier<AtomicConnectionFactory> named(String beanName, String usedBy) {
    return SingletonSupplier.of(
        () -> {
          drivers.requireAny(usedBy);
          return inUse.computeIfAbsent(
              factory(beanName, usedBy),
              factory -> new AtomicConnectionFactory(factory, drivers.driverFor(factory, usedBy)));
        });
  }

  /** The names of the connection factories that have been asked for. */
  List<String> namesInUse() {
    return beans.getBeansOfType(RedisConnectionFactory.class, true, false).entrySet().stream()
        .filter(bean -> inUse.containsKey(bean.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public void start() {
    running = true;
  }

  /** Leaves no connection open while the application is stopped, as for a checkpoint of the JVM. */
  @Override
  public void stop() {
    running = false;
    close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Closes what drivers have opened; it ends with the application context at the latest. */
  @Override
  public void close() {
    inUse.values().forEach(factory -> factory.driver().close());
  }

  private RedisConnectionFactory factory(String beanName, String usedBy) {
    try {
      return beanName.isEmpty()
          ? beans.getBean(RedisConnectionFactory.class)
          : beans.getBean(beanName, RedisConnectionFactory.class);
    } catch (NoUniqueBeanDefinitionException e) {
      throw new AtomicSetupException(
          usedBy
              + " does not say which connection factory to run on, and there are several: "
              + e.getBeanNamesFound()
              + ".",
          "Name one in @RedisAtomic(connectionFactory = …), or mark one as @Primary.",
          e);
    } catch (BeanNotOfRequiredTypeException e) {
      throw new AtomicSetupException(
          usedBy
              + " names the bean '"
              + beanName
              + "' as its connection factory, but that is a "
              + e.getActualType().getName()
              + ".",
          "Name a bean of type RedisConnectionFactory in @RedisAtomic(connectionFactory = …).",
          e);
    } catch (NoSuchBeanDefinitionException e) {
      throw new AtomicSetupException(
          usedBy
              + " needs a RedisConnectionFactory, but there is no such bean"
              + (beanName.isEmpty() ? "" : " named '" + beanName + "'")
              + ".",
          "Declare one; with Spring Boot, add spring-boot-starter-data-redis.",
          e);
    }
  }
}
