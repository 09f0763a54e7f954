package dev.redisatomic.observation;

import dev.redisatomic.AtomicListener;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observes calls if there is an {@link ObservationRegistry}. */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

  /** Makes no listener, and so causes no cost, without a registry that has handlers by now. */
  @Bean
  @Nullable AtomicListener redisAtomicObservations(
      ObjectProvider<ObservationRegistry> registries,
      ObjectProvider<RedisAtomicObservationConvention> conventions) {
    ObservationRegistry registry = registries.getIfUnique();
    return registry == null || registry.isNoop()
        ? null
        : new CallObservations(registry, conventions.getIfAvailable());
  }
}
