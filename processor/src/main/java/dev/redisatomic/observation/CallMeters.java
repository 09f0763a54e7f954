package dev.redisatomic.observation;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the timer of an observation does not tell. */
final class CallMeters implements AtomicListener {

  private static final String METHOD =
      RedisAtomicObservation.LowCardinalityKeyNames.METHOD.asString();

  private final MeterRegistry registry;
  private final Map<String, Meters> byMethod = new ConcurrentHashMap<>();

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Meters(Counter conflicts, Counter retries, DistributionSummary attempts) {}

  @Override
  public void callEnded(CallEvent event) {
    Meters meters = byMethod.computeIfAbsent(event.call().method(), this::register);
    meters.conflicts().increment(event.conflicts());
    meters.retries().increment(event.retries());
    meters.attempts().record(event.attempts().size());
  }

  private Meters register(String method) {
    return new Meters(
        Counter.builder("redis.atomic.conflicts")
            .description("Attempts that found a watched key changed.")
            .tag(METHOD, method)
            .register(registry),
        Counter.builder("redis.atomic.retries")
            .description("Attempts that followed the first one of a call.")
            .tag(METHOD, method)
            .register(registry),
        DistributionSummary.builder("redis.atomic.attempts")
            .description("Attempts per call.")
            .tag(METHOD, method)
            .serviceLevelObjectives(1, 2, 3, 5, 10, 20)
            .register(registry));
  }
}
