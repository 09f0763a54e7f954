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
 * @param history what is known of bodies
 */
record Grouping(boolean enabled, Duration patience, BodyHistory history) {

  Grouping(boolean enabled, Duration patience) {
    this(enabled, patience, new BodyHistory(patience));
  }

  /**
   * Finds what a call has to have in common with those that it commits together with.
   *
   * @param definition the outermost method
   * @param body what it runs
   * @param alone whether it is not to fail for the sake of others, or have them wait for it
   * @param optimistic whether it has not lost an attempt, and can be asked to give way
   * @return a value of its own if it waits in their queue, but commits alone; {@code null} if it
   *     queues for its own keys
   */
  @Nullable Object kindOf(
      AtomicDefinition definition, Body<?> body, boolean alone, boolean optimistic) {
    if (!enabled) {
      return null;
    }
    boolean isShort = history.isShort(definition, body);
    boolean goesAlone = alone || history.isRefused(definition, body);
    if (isShort && !goesAlone && isSimple(definition.guard())) {
      return definition.durability();
    }
    // all in the queue would wait for a slow one, whatever their keys; it gets there when it has
    // lost
    return optimistic && !isShort ? null : new Object();
  }

  private static boolean isSimple(Guard guard) {
    return guard.watchReads()
        && guard.results() != Results.ALL
        && !guard.verifyWrites()
        && !guard.watchOnEntry();
  }
}
