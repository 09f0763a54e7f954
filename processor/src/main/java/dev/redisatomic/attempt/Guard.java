package dev.redisatomic.attempt;

import dev.redisatomic.annotation.Results;

/**
 * Settings that decide what an attempt watches, and what a body gets to see of its writes.
 *
 * @param watchReads whether the keys of reads join the watch set
 * @param results {@link Results#NEEDED}, {@link Results#ALL} or {@link Results#NONE}
 * @param readOwnWrites whether reads see the body's own writes; they are refused otherwise
 * @param verifyWrites whether all writes are tried before the commit
 * @param watchOnEntry whether WATCH is sent before the body runs
 * @param maxWatchedKeys the limit of the watch set, 1 or more
 */
public record Guard(
    boolean watchReads,
    Results results,
    boolean readOwnWrites,
    boolean verifyWrites,
    boolean watchOnEntry,
    int maxWatchedKeys) {

  /**
   * Whether writes have results where a missing one would look like an answer.
   *
   * @return {@code false} for {@link Results#NONE}
   */
  public boolean answersWrites() {
    return results != Results.NONE;
  }

  /**
   * The same guard with other results.
   *
   * @param other {@link Results#NEEDED}, {@link Results#ALL} or {@link Results#NONE}
   * @return a copy
   */
  public Guard withResults(Results other) {
    return other == results
        ? this
        : new Guard(watchReads, other, readOwnWrites, verifyWrites, watchOnEntry, maxWatchedKeys);
  }
}
