package dev.redisatomic.contention;

/** Rules for when threads queue for a key. */
public enum QueueMode {
  /** Threads queue after a conflict on it, until it has been calm for a while. */
  ADAPTIVE,
  /** Threads queue from the first call on. */
  ALWAYS,
  /** Threads never queue. */
  OFF
}
