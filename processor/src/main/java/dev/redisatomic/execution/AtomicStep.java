package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.connection.Target;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed about an atomic method, whatever its arguments. Immutable; one per method.
 *
 * @param name for messages and logs, such as {@code BankService.transfer(String, String, long)}
 * @param keyTemplates the key templates as they were written
 * @param lazyTarget where it runs; asked for when the application has started; {@code null} where
 *     bodies run as they are
 * @param policy how long to go on after conflicts
 * @param policyPrefix of the properties that the policy comes from, such as {@code redis.atomic.};
 *     {@code null} if it was passed with the call
 * @param watchReads whether the keys of reads join the watch set
 * @param results {@link Results#NEEDED} or {@link Results#NONE}
 * @param watchOnEntry whether WATCH is sent before the body runs
 * @param maxWatchedKeys the limit of the watch set
 * @param exactlyOnce whether a lost reply to EXEC is made up for
 * @param replication how far a commit has to spread; {@code null}: not at all
 * @param joinTransaction whether it commits with a surrounding database transaction
 */
public record AtomicStep(
    String name,
    List<String> keyTemplates,
    @Nullable Supplier<Target> lazyTarget,
    RetryPolicy policy,
    @Nullable String policyPrefix,
    boolean watchReads,
    Results results,
    boolean watchOnEntry,
    int maxWatchedKeys,
    boolean exactlyOnce,
    @Nullable Replication replication,
    boolean joinTransaction) {

  /**
   * Where it runs.
   *
   * @return the target
   * @throws RuntimeException if there is no suitable connection factory
   */
  public Target target() {
    if (lazyTarget == null) {
      throw new IllegalStateException(name + " runs as it is: redis.atomic.enabled=false");
    }
    return lazyTarget.get();
  }

  /**
   * Finds out early that there is no suitable connection factory, if one is needed.
   *
   * @throws RuntimeException if there is none
   */
  public void checkTarget() {
    if (lazyTarget != null) {
      target();
    }
  }

  AtomicStep withPolicy(RetryPolicy other) {
    return new AtomicStep(
        name,
        keyTemplates,
        lazyTarget,
        other,
        null,
        watchReads,
        results,
        watchOnEntry,
        maxWatchedKeys,
        exactlyOnce,
        replication,
        joinTransaction);
  }

  AtomicStep withExactlyOnce() {
    return new AtomicStep(
        name,
        keyTemplates,
        lazyTarget,
        policy,
        policyPrefix,
        watchReads,
        results,
        watchOnEntry,
        maxWatchedKeys,
        true,
        replication,
        joinTransaction);
  }

  AtomicStep withResults(Results other) {
    return new AtomicStep(
        name,
        keyTemplates,
        lazyTarget,
        policy,
        policyPrefix,
        watchReads,
        other,
        watchOnEntry,
        maxWatchedKeys,
        exactlyOnce,
        replication,
        joinTransaction);
  }

  /** Whether writes have results where a missing one would look like an answer. */
  boolean answersWrites() {
    return results == Results.NEEDED;
  }
}
