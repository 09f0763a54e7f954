package dev.redisatomic.soak;

/**
 * What must not have happened.
 *
 * @param kind which promise was broken
 * @param description who did and saw what
 */
record Violation(Kind kind, String description) {

  enum Kind {
    /** An operation took effect more than once. */
    DOUBLE_APPLY,
    /** The caller was told that it was committed, and it is not there. */
    LOST_WRITE,
    /** Two committed operations replaced the same version. */
    LOST_UPDATE,
    /** The caller was told that nothing was applied, and it is there. */
    FAILED_BUT_APPLIED,
    /** Somebody saw what was never committed. */
    DIRTY_READ,
    /** A list was read that has never been the list. */
    NOT_A_PREFIX,
    /** A value that nobody wrote. */
    PHANTOM,
    /** The balances of one moment do not add up. */
    MONEY_CHANGED,
    /** An account was overdrawn. */
    NEGATIVE_BALANCE,
    /** Not serializable: writes depend on each other in a circle. */
    G0,
    /** Not serializable: operations saw each other's writes in a circle. */
    G1C,
    /** Not serializable: one operation missed a write that it depends on; a lost update, say. */
    G_SINGLE,
    /** Not serializable: operations missed each other's writes; a write skew, say. */
    G2,
    /** Serializable, but only in an order that contradicts the clock. */
    REAL_TIME,
    /** An operation ended in a way in which it never should. */
    UNEXPECTED
  }

  @Override
  public String toString() {
    return kind + ": " + description;
  }
}
