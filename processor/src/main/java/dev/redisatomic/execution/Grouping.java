package dev.redisatomic.execution;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Guard;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which calls on hot keys commit together: those whose bodies are short, and which a group
 * can answer as Redis would.
 *
 * @param enabled {@code redis.atomic.contention.group-commit}
 * @param patience {@code redis.atomic.contention.group-patience}
 * @param times how long bodies run
 */
record Grouping(boolean enabled, Duration patience, BodyTimes times) {

  Grouping(boolean enabled, Duration patience) {
    this(enabled, patience, new BodyTimes(patience));
  }

  /**
   * What a call has to have in common with those that it commits together with.
   *
   * @param attempts how many attempts it has begun before the one that waits
   * @param alone whether it is not to fail for the sake of others, or have them wait for it
   * @return {@code null} if it queues for its own keys alone
   */
  @Nullable Object kindOf(AtomicDefinition definition, int attempts, boolean alone) {
    if (!enabled) {
      return null;
    }
    if (!alone && isSimple(definition.guard()) && times.isShort(definition)) {
      return definition.durability();
    }
    // one that has lost against those that commit together has to get into their line
    return attempts > 0 ? new Object() : null;
  }

  private static boolean isSimple(Guard guard) {
    return guard.watchReads()
        && guard.results() != Results.ALL
        && !guard.verifyWrites()
        && !guard.watchOnEntry();
  }
}
