package dev.redisatomic.attribute;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings that an annotation overrides. What is {@code null} is left to the properties.
 *
 * @param policy the name of the policy, empty for none
 * @param maxRetries the retries
 * @param timeout the timeout
 * @param watchReads whether reads join the watch set
 * @param results {@link Results#NEEDED}, {@link Results#ALL} or {@link Results#NONE}
 * @param verifyWrites whether all writes are tried before the commit
 * @param watchOnEntry whether to watch before the body runs
 * @param exactlyOnce whether a lost reply to EXEC is made up for
 * @param joinTransaction whether it commits with a surrounding database transaction
 */
public record AnnotatedSettings(
    String policy,
    @Nullable Long maxRetries,
    @Nullable Duration timeout,
    @Nullable Boolean watchReads,
    @Nullable Results results,
    @Nullable Boolean verifyWrites,
    boolean watchOnEntry,
    @Nullable Boolean exactlyOnce,
    @Nullable Boolean joinTransaction) {

  /** Overrides nothing. */
  public static final AnnotatedSettings NONE =
      new AnnotatedSettings("", null, null, null, null, null, false, null, null);

  /** Takes an annotation's values; those that are text have been parsed. */
  static AnnotatedSettings of(
      RedisAtomic annotation, @Nullable Long maxRetries, @Nullable Duration timeout) {
    return new AnnotatedSettings(
        annotation.policy(),
        maxRetries,
        timeout,
        annotation.watchReads() ? null : false,
        annotation.results() == Results.DEFAULT ? null : annotation.results(),
        annotation.verifyWrites() ? true : null,
        annotation.watchOnEntry(),
        annotation.exactlyOnce() ? true : null,
        annotation.joinTransaction() ? true : null);
  }
}
