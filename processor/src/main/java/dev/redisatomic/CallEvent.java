package dev.redisatomic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an atomic method that is over.
 *
 * @param call which
 * @param outcome how its last attempt ended; {@link AtomicOutcome#CONFLICT} if its timeout went by
 *     in a queue before the first one
 * @param attempts its attempts in order; empty if it did not come to one
 * @param duration how long its caller waited, {@code afterCommit} callbacks included
 * @param waited how much of it went into waiting for attempts: for other threads that want the same
 *     keys, and in pauses after conflicts and failures
 * @param thrown what its caller was thrown; {@code null} if nothing
 */
public record CallEvent(
    AtomicCall call,
    AtomicOutcome outcome,
    List<AttemptEvent> attempts,
    Duration duration,
    Duration waited,
    @Nullable Throwable thrown) {

  /** Copies the list. */
  public CallEvent {
    attempts = List.copyOf(attempts);
  }

  /**
   * The number of attempts that followed the first one.
   *
   * @return 0 or more
   */
  public int retries() {
    return Math.max(0, attempts.size() - 1);
  }

  /**
   * The number of attempts that found that a watched key had changed.
   *
   * @return 0 or more
   */
  public int conflicts() {
    return (int)
        attempts.stream().filter(attempt -> attempt.outcome() == AtomicOutcome.CONFLICT).count();
  }
}
