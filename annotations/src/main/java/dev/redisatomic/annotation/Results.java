package dev.redisatomic.annotation;

/** The writes of a body that have their results at once, though they are sent at the commit. */
public enum Results {
  /** The choice of the property {@code redis.atomic.results}. */
  DEFAULT,
  /**
   * Writes whose missing result would look like an answer: pops, {@code GETDEL}, {@code SETNX},
   * {@code DEL} and so on. Each costs one guarded read of the same key, unless an earlier read of
   * the body shows the answer; a change of the key before the commit is a conflict. Counts, {@code
   * EXPIRE}, {@code INCR} and scripts answer {@code null}; what any of them has done is seen by the
   * next read of the key.
   */
  NEEDED,
  /**
   * All writes that name keys. What {@link #NEEDED} does not cover, and each write to a key that
   * the body has already written, is tried on a private copy of its keys, at the price of one
   * guarded round trip, and fails at its own call if it fails there. A write that cannot be tried,
   * such as a script or {@code XREADGROUP}, is refused. Needs {@code redis.atomic.read-own-writes}.
   */
  ALL,
  /**
   * No writes: each answers {@code null}, or what the template makes of it. A body that only writes
   * costs one round trip and cannot conflict.
   */
  NONE
}
