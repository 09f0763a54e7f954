package dev.redisatomic.execution;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Decides which calls on hot keys commit together: those whose bodies are short, and which a group
 * can answer as Redis would.
 *
 * @param enabled {@code redis.atomic.contention.group-commit}
 * @param times how long bodies run
 */
record Grouping(boolean enabled, BodyTimes times) {

  Grouping(boolean enabled) {
    this(enabled, new BodyTimes());
  }

  /**
   * What a call has to have in common with those that it commits together with.
   *
   * @param attempts how many attempts it has begun before the one that waits
   * @param isLast whether this one is the last: it is not to fail for the sake of others
   * @param inTransaction whether there is a database transaction around it
   * @return {@code null} if it queues for its own keys alone
   */
  @Nullable Object kindOf(
      AtomicDefinition definition, int attempts, boolean isLast, boolean inTransaction) {
    if (!enabled) {
      return null;
    }
    boolean shares = !isLast && !inTransaction && isSimple(definition.guard());
    if (shares && times.isShort(definition)) {
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
