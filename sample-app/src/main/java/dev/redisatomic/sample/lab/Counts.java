package dev.redisatomic.sample.lab;

import java.util.List;

/**
 * Counts of what callers were told.
 *
 * @param done transfers that were reported as done
 * @param refused transfers that were refused for lack of money
 * @param gaveUp transfers that used up their retries
 * @param retries how often a body ran again
 * @param attempts how many transfers took how many attempts, by {@link Tally#ATTEMPTS}
 */
record Counts(long done, long refused, long gaveUp, long retries, List<Long> attempts) {

  long calls() {
    return done + refused + gaveUp;
  }

  /** Attempts that found their keys changed: each was retried, or was the last one. */
  long conflicts() {
    return retries + gaveUp;
  }
}
