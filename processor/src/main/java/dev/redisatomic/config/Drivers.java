package dev.redisatomic.config;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.function.SingletonSupplier;

/** Finds the driver for a connection factory: among beans first, then in what libraries bring. */
final class Drivers {
  private final Supplier<List<DriverProvider>> providers;
  private final @Nullable ClassLoader classLoader;

  Drivers(ObjectProvider<DriverProvider> beans, @Nullable ClassLoader classLoader) {
    this.classLoader = classLoader;
    this.providers =
        SingletonSupplier.of(
            () ->
                Stream.concat(
                        beans.orderedStream(),
                        SpringFactoriesLoader.loadFactories(DriverProvider.class, classLoader)
                            .stream())
                    .toList());
  }

  private Optional<DriverProvider> of(RedisConnectionFactory factory) {
    return providers.get().stream()
        .filter(provider -> provider.isAvailable(classLoader) && provider.supports(factory))
        .findFirst();
  }

  /** Whether a connection factory leads to a cluster, as far as there is a driver for it. */
  boolean leadToCluster(RedisConnectionFactory factory) {
    return of(factory).map(provider -> provider.leadsToCluster(factory)).orElse(false);
  }

  /**
   * Refuses to go on without any driver.
   *
   * @param usedBy needs one, for the message
   * @throws AtomicSetupException if the client of none of them is on the class path
   */
  void requireAny(String usedBy) {
    if (providers.get().stream().noneMatch(each -> each.isAvailable(classLoader))) {
      throw new AtomicSetupException(
          usedBy
              + " would run without being atomic, because no Redis client that atomic methods can"
              + " use is on the class path.",
          "Add "
              + all(DriverProvider::dependency)
              + ", or take its exclusion away; redis.atomic.enabled=false switches atomic methods"
              + " off.");
    }
  }

  /**
   * Makes the driver for a connection factory.
   *
   * @throws AtomicSetupException if there is none for it
   */
  Driver driverFor(RedisConnectionFactory factory, String usedBy) {
    return of(factory)
        .orElseThrow(
            () ->
                new AtomicSetupException(
                    usedBy
                        + " cannot run on a "
                        + factory.getClass().getName()
                        + ", because there is no driver for it.",
                    "With Spring Boot, set spring.data.redis.client-type="
                        + all(DriverProvider::clientType)
                        + " and have "
                        + all(DriverProvider::dependency)
                        + " on the class path."))
        .create(factory);
  }

  private String all(Function<DriverProvider, String> property) {
    return providers.get().stream().map(property).distinct().collect(Collectors.joining(" or "));
  }
}
