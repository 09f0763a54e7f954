package dev.redisatomic.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names and tags of observed calls. A bean of this type takes the place of the default. */
public interface RedisAtomicObservationConvention
    extends ObservationConvention<RedisAtomicObservationContext> {

  @Override
  default boolean supportsContext(Observation.Context context) {
    return context instanceof RedisAtomicObservationContext;
  }
}
