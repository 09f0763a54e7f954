package dev.redisatomic.sample.lab;

import java.util.List;

/**
 * The two sides at one moment, for a browser.
 *
 * @param elapsedMillis how long the comparison has been running
 * @param naive how the naive side stands
 * @param atomic how the atomic side stands
 */
record Reading(long elapsedMillis, Side naive, Side atomic) {

  /**
   * One side.
   *
   * @param calls transfers that were tried
   * @param done transfers that were reported as done
   * @param refused transfers that were refused for lack of money
   * @param gaveUp transfers that used up their retries
   * @param conflicts attempts that found their keys changed
   * @param retries how often a body ran again
   * @param attempts how many transfers took how many attempts
   * @param money the money in all accounts
   * @param looks how often all balances were looked at
   * @param wrongTotals how often they did not add up
   * @param ended whether no more transfers will follow
   */
  record Side(
      long calls,
      long done,
      long refused,
      long gaveUp,
      long conflicts,
      long retries,
      List<Long> attempts,
      long money,
      int looks,
      int wrongTotals,
      boolean ended) {

    static Side of(Standing standing) {
      Counts counts = standing.counts();
      return new Side(
          counts.calls(),
          counts.done(),
          counts.refused(),
          counts.gaveUp(),
          counts.conflicts(),
          counts.retries(),
          counts.attempts(),
          standing.money(),
          standing.looks(),
          standing.wrongTotals(),
          standing.ended());
    }
  }

  static Reading of(Standing naive, Standing atomic) {
    return new Reading(
        Math.max(naive.elapsed().toMillis(), atomic.elapsed().toMillis()),
        Side.of(naive),
        Side.of(atomic));
  }
}
