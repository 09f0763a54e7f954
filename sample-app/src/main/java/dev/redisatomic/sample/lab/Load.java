package dev.redisatomic.sample.lab;

import java.time.Duration;

/**
 * The load that one contestant has to cope with. Fewer accounts and more threads make more
 * conflicts.
 *
 * @param threads how many threads transfer at the same time
 * @param transfersPerThread how many transfers each of them makes
 * @param branches of how many banks, between which no money moves; on a cluster, the accounts of
 *     each share a slot
 * @param accounts between how many accounts of each
 * @param openingBalance the money in each account at the start, and the most that one transfer
 *     moves
 * @param thinkTime how long each thread pauses after a transfer
 */
record Load(
    int threads,
    int transfersPerThread,
    int branches,
    int accounts,
    long openingBalance,
    Duration thinkTime) {

  int transfers() {
    return threads * transfersPerThread;
  }

  /** The money of all branches together. */
  long money() {
    return branches * branchMoney();
  }

  long branchMoney() {
    return accounts * openingBalance;
  }

  /** A tenth of the load, so that the first contestant does not pay for what all of them use. */
  Load warmUp() {
    return new Load(
        threads, (transfersPerThread + 9) / 10, branches, accounts, openingBalance, thinkTime);
  }
}
