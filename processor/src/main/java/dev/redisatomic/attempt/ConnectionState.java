package dev.redisatomic.attempt;

/** The state that an attempt's connection is in. */
enum ConnectionState {
  /** As it came from the pool. */
  CLEAN,
  /** It watches keys. */
  WATCHING,
  /** A transaction was begun and not ended, or ended without having begun. */
  OUT_OF_STEP,
  /** It could not be had, was lost, or its server cannot go on: nothing more is sent. */
  FAILED
}
