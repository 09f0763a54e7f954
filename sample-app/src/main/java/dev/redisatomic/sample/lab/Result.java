package dev.redisatomic.sample.lab;

import java.time.Duration;

/**
 * The result of one round.
 *
 * @param contestant whose round it was
 * @param moneyBefore the money in all accounts at the start
 * @param moneyAfter the money in all accounts at the end
 * @param done transfers that were reported as done
 * @param refused transfers that were refused for lack of money
 * @param gaveUp transfers that used up their retries
 * @param counted transfers that the bank's own count has
 * @param retries how often a body ran again
 * @param looks how often all balances were looked at
 * @param wrongTotals how often they did not add up
 * @param overdrafts how often an account was seen to fall below zero
 * @param elapsed how long it took
 */
record Result(
    Contestant contestant,
    long moneyBefore,
    long moneyAfter,
    long done,
    long refused,
    long gaveUp,
    long counted,
    long retries,
    int looks,
    int wrongTotals,
    int overdrafts,
    Duration elapsed) {

  /** Transfers that were tried. */
  long calls() {
    return done + refused + gaveUp;
  }

  /** Transfers that were done, but whose count somebody overwrote. */
  long lostUpdates() {
    return done - counted;
  }

  /** Attempts that found their keys changed: each was retried, or was the last one. */
  long conflicts() {
    return retries + gaveUp;
  }

  /** The number of attempts that a transfer lost on average. */
  double conflictsPerTransfer() {
    return (double) conflicts() / Math.max(calls(), 1);
  }

  /** Transfers that came to an answer, per second. */
  long perSecond() {
    return Math.round((done + refused) / Math.max(elapsed.toNanos() / 1e9, 1e-9));
  }

  /**
   * Whether every invariant held, at the end and at every look; a bank that is shut proves nothing.
   */
  boolean isExact() {
    return done > 0
        && moneyAfter == moneyBefore
        && lostUpdates() == 0
        && wrongTotals == 0
        && overdrafts == 0;
  }
}
