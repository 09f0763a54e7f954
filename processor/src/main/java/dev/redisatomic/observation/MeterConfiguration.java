package dev.redisatomic.observation;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.execution.AtomicExecutor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts calls if there is a {@link MeterRegistry}. */
@Configuration(proxyBeanMethods = false)
class MeterConfiguration {

  /** Makes no listener, and so causes no cost, without a registry. */
  @Bean
  @Nullable AtomicListener redisAtomicMeters(
      ObjectProvider<MeterRegistry> registries, AtomicExecutor executor) {
    MeterRegistry registry = registries.getIfUnique();
    if (registry == null) {
      return null;
    }
    Gauge.builder("redis.atomic.waiting.threads", executor, AtomicExecutor::waitingThreads)
        .description("Threads that wait for others that want the same keys.")
        .register(registry);
    return new CallMeters(registry);
  }
}
