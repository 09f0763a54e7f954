package dev.redisatomic.attempt;

import dev.redisatomic.annotation.Results;

/**
 * Settings that decide what an attempt watches, and which writes it answers.
 *
 * @param watchReads whether the keys of reads join the watch set
 * @param results {@link Results#NEEDED} or {@link Results#NONE}
 * @param watchOnEntry whether WATCH is sent before the body runs
 * @param maxWatchedKeys the limit of the watch set, 1 or more
 */
public record Guard(boolean watchReads, Results results, boolean watchOnEntry, int maxWatchedKeys) {

  /**
   * Whether writes have results where a missing one would look like an answer.
   *
   * @return whether the results are {@link Results#NEEDED}
   */
  public boolean answersWrites() {
    return results == Results.NEEDED;
  }

  /**
   * The same guard with other results.
   *
   * @param other {@link Results#NEEDED} or {@link Results#NONE}
   * @return a copy
   */
  public Guard withResults(Results other) {
    return new Guard(watchReads, other, watchOnEntry, maxWatchedKeys);
  }
}
