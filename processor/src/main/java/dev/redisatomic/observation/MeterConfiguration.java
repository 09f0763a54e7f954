package dev.redisatomic.observation;

import dev.redisatomic.AtomicListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts calls if there is a {@link MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
class MeterConfiguration {

  /** No listener, and so no cost, without a registry. */
  @Bean
  @Nullable AtomicListener redisAtomicMeters(ObjectProvider<MeterRegistry> registries) {
    MeterRegistry registry = registries.getIfUnique();
    return registry == null ? null : new CallMeters(registry);
  }
}
