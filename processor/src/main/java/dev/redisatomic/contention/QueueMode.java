package dev.redisatomic.contention;

/** When threads queue for a key. */
public enum QueueMode {
  /** After a conflict on it, until it has been calm for a while. */
  ADAPTIVE,
  /** From the first call on. */
  ALWAYS,
  /** Never. */
  OFF
}
