package dev.redisatomic.observation;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts an observation around each call; what observes Redis or {@code afterCommit} is inside. */
final class CallObservations implements AtomicListener {

  private static final RedisAtomicObservationConvention STANDARD =
      new DefaultRedisAtomicObservationConvention();

  private final ObservationRegistry registry;
  private final @Nullable RedisAtomicObservationConvention convention;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  CallObservations(
      ObservationRegistry registry, @Nullable RedisAtomicObservationConvention convention) {
    this.registry = registry;
    this.convention = convention;
  }

  private record Running(
      Observation observation, RedisAtomicObservationContext context, Observation.Scope scope) {}

  @Override
  public void callStarted(AtomicCall call) {
    RedisAtomicObservationContext context = new RedisAtomicObservationContext(call);
    Observation observation =
        RedisAtomicObservation.CALL.observation(convention, STANDARD, () -> context, registry);
    if (!observation.isNoop()) {
      observation.start();
      running.put(call.id(), new Running(observation, context, scopeOf(observation)));
    }
  }

  /** A handler that throws must not leave the observation on the thread. */
  private Observation.Scope scopeOf(Observation observation) {
    try {
      return observation.openScope();
    } catch (RuntimeException | Error e) {
      Observation.Scope current = registry.getCurrentObservationScope();
      if (current != null && current.getCurrentObservation() == observation) {
        current.close();
      }
      observation.stop();
      throw e;
    }
  }

  @Override
  public void callEnded(CallEvent event) {
    Running call = running.remove(event.call().id());
    if (call == null) {
      return;
    }
    call.context().setEnded(event);
    try {
      if (event.thrown() != null) {
        call.observation().error(event.thrown());
      }
    } finally {
      try {
        call.scope().close();
      } finally {
        call.observation().stop();
      }
    }
  }
}
