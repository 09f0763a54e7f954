package dev.redisatomic.observation;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.CallEvent;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** Describes an observed call. */
public final class RedisAtomicObservationContext extends Observation.Context {

  private final AtomicCall call;
  private @Nullable CallEvent ended;

  RedisAtomicObservationContext(AtomicCall call) {
    this.call = call;
  }

  /**
   * The call.
   *
   * @return the call
   */
  public AtomicCall getCall() {
    return call;
  }

  /**
   * The event of the call's end.
   *
   * @return {@code null} while it runs
   */
  public @Nullable CallEvent getEnded() {
    return ended;
  }

  void setEnded(CallEvent event) {
    ended = event;
  }
}
