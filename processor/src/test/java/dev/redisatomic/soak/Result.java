package dev.redisatomic.soak;

/** How an operation ended for the thread that asked for it. */
enum Result {
  /** It returned: committed, or there was nothing to write. */
  OK,
  /** Committed, as the library found out after the reply had been lost. */
  RECOVERED,
  /** Gave up on conflicts; nothing was applied. */
  CONFLICT,
  /** Failed in another way; nothing was applied. */
  FAILED,
  /** Applied or not, perhaps later: nobody knows. Also: begun, and not ended. */
  UNKNOWN,
  /** Ended in a way in which it never should. */
  BROKEN;

  boolean isCommitted() {
    return this == OK || this == RECOVERED;
  }

  boolean isNothingApplied() {
    return this == CONFLICT || this == FAILED;
  }
}
