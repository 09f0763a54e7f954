package dev.redisatomic.testing;

import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.function.SingletonSupplier;

/** Comes before all other providers, and passes on what they provide, with interference. */
final class InterferingDriverProvider implements DriverProvider, Ordered {

  private final Interference interference;
  private final @Nullable ClassLoader classLoader;
  private final Supplier<List<DriverProvider>> others;

  InterferingDriverProvider(Interference interference, ConfigurableListableBeanFactory beans) {
    this.interference = interference;
    this.classLoader = beans.getBeanClassLoader();
    this.others =
        SingletonSupplier.of(
            () ->
                Stream.concat(
                        beans.getBeanProvider(DriverProvider.class).orderedStream(),
                        SpringFactoriesLoader.loadFactories(DriverProvider.class, classLoader)
                            .stream())
                    .filter(each -> each != this)
                    .toList());
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  private Optional<DriverProvider> of(RedisConnectionFactory factory) {
    return others.get().stream()
        .filter(each -> each.isAvailable(classLoader) && each.supports(factory))
        .findFirst();
  }

  private DriverProvider required(RedisConnectionFactory factory) {
    return of(factory).orElseThrow(() -> new IllegalArgumentException("No driver for " + factory));
  }

  /** The dependency of the first of the other providers, for messages in which all are named. */
  @Override
  public String dependency() {
    return others.get().get(0).dependency();
  }

  /** The client type of the first of the other providers, for messages as above. */
  @Override
  public String clientType() {
    return others.get().get(0).clientType();
  }

  @Override
  public boolean isAvailable(@Nullable ClassLoader loader) {
    return others.get().stream().anyMatch(each -> each.isAvailable(loader));
  }

  @Override
  public boolean supports(RedisConnectionFactory factory) {
    return of(factory).isPresent();
  }

  @Override
  public boolean leadsToCluster(RedisConnectionFactory factory) {
    return required(factory).leadsToCluster(factory);
  }

  @Override
  public Driver create(RedisConnectionFactory factory) {
    return new InterferingDriver(required(factory).create(factory), interference);
  }
}
