package dev.redisatomic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often and how long an atomic method goes on after conflicts. Immutable.
 *
 * <pre>{@code
 * RetryPolicy patient = RetryPolicy.DEFAULT.withMaxRetries(100).withTimeout(Duration.ofSeconds(2));
 * }</pre>
 *
 * @param maxRetries how often the body may run again; total runs = 1 + retries; 0 or more
 * @param timeout attempts are started only within this time from the call; positive; {@code null}:
 *     no limit
 * @param backoff the pauses between attempts
 */
public record RetryPolicy(long maxRetries, @Nullable Duration timeout, Backoff backoff) {

  /** The policy of 10 retries without a timeout, with {@link Backoff#DEFAULT}. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(10, null, Backoff.DEFAULT);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range, or backoff is null
   */
  public RetryPolicy {
    if (maxRetries < 0) {
      throw new IllegalArgumentException("maxRetries must be 0 or more, but is " + maxRetries);
    }
    Backoff.requireGiven(backoff, "backoff");
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
    }
  }

  /**
   * The same policy with another number of retries.
   *
   * @param retries 0 or more
   * @return the new policy
   */
  public RetryPolicy withMaxRetries(long retries) {
    return new RetryPolicy(retries, timeout, backoff);
  }

  /**
   * The same policy with another timeout.
   *
   * @param limit positive, or {@code null} for none
   * @return the new policy
   */
  public RetryPolicy withTimeout(@Nullable Duration limit) {
    return new RetryPolicy(maxRetries, limit, backoff);
  }

  /**
   * The same policy with other pauses.
   *
   * @param pauses the pauses
   * @return the new policy
   */
  public RetryPolicy withBackoff(Backoff pauses) {
    return new RetryPolicy(maxRetries, timeout, pauses);
  }

  /**
   * Exponential back-off with full jitter: before retry <i>n</i> (from 1) the pause is a random
   * time between zero and {@code min(max, initial × multiplier}<sup>n−1</sup>{@code )}.
   *
   * @param initial the upper bound of the first pause; 0 or more
   * @param multiplier the factor from pause to pause; 1 or more
   * @param max the upper bound of every pause; at least {@code initial}
   * @see <a
   *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">
   *     Timeouts, retries, and backoff with jitter</a>
   */
  public record Backoff(Duration initial, double multiplier, Duration max) {

    /** The pauses that begin with 1 ms and double, up to 50 ms. */
    public static final Backoff DEFAULT =
        new Backoff(Duration.ofMillis(1), 2, Duration.ofMillis(50));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range or null
     */
    public Backoff {
      requireGiven(initial, "initial");
      requireGiven(max, "max");
      if (initial.isNegative()) {
        throw new IllegalArgumentException("initial must be 0 or more, but is " + initial);
      }
      if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
        throw new IllegalArgumentException(
            "multiplier must be a finite number of 1 or more, but is " + multiplier);
      }
      if (max.compareTo(initial) < 0) {
        throw new IllegalArgumentException(
            "max must be at least initial (" + initial + "), but is " + max);
      }
    }

    /**
     * Checks a value here, not in the policy, which a back-off that is made first must not
     * initialize.
     */
    private static void requireGiven(@Nullable Object value, String name) {
      if (value == null) {
        throw new IllegalArgumentException(name + " must not be null");
      }
    }

    /**
     * The upper bound of the pause before a retry.
     *
     * @param retry the number of the retry, from 1
     * @return the bound in nanoseconds
     */
    public long boundNanos(long retry) {
      double bound = nanos(initial) * Math.pow(multiplier, (double) (retry - 1));
      return (long) Math.min(bound, nanos(max));
    }

    /**
     * Converts without {@link Duration#toNanos()}, which fails for durations that mean "for ever".
     */
    private static double nanos(Duration duration) {
      return (double) TimeUnit.NANOSECONDS.convert(duration);
    }
  }
}
