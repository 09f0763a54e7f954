package dev.redisatomic.sample.lab;

import java.time.Duration;

/**
 * The standing of a round.
 *
 * @param counts what the callers were told so far
 * @param money the money in all accounts when they were last looked at
 * @param looks how often all balances were looked at
 * @param wrongTotals how often they did not add up
 * @param elapsed how long the round has been running
 * @param ended whether this is its last word
 */
record Standing(
    Counts counts, long money, int looks, int wrongTotals, Duration elapsed, boolean ended) {}
