package dev.redisatomic.attempt;

/** The state that an attempt's connection is in. */
enum ConnectionState {
  /** Marks a connection as it came from the pool. */
  CLEAN,
  /** Marks one that watches keys. */
  WATCHING,
  /** A transaction was begun and not ended, or ended without having begun. */
  OUT_OF_STEP,
  /**
   * Marks one that could not be had, was lost, or whose server cannot go on: nothing more is sent.
   */
  FAILED
}
