package dev.redisatomic.actuate;

import dev.redisatomic.config.AtomicMethodReports;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import dev.redisatomic.execution.AtomicExecutor;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The endpoint, and the counting for it, where the endpoint is available. */
@AutoConfiguration(after = RedisAtomicAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(RedisAtomicEndpoint.class)
@ConditionalOnBean(AtomicMethodReports.class)
public final class RedisAtomicEndpointAutoConfiguration {

  /** Serves Boot, which makes the instance. */
  public RedisAtomicEndpointAutoConfiguration() {}

  @Bean
  static CallCounts redisAtomicCallCounts() {
    return new CallCounts();
  }

  @Bean
  static RedisAtomicEndpoint redisAtomicEndpoint(
      AtomicMethodReports methods, CallCounts counts, AtomicExecutor executor) {
    return new RedisAtomicEndpoint(methods, counts, executor);
  }
}
