package dev.redisatomic.annotation;

/** Which writes of a body have their results at once, though they are sent at the commit. */
public enum Results {
  /** Not set here: the property {@code redis.atomic.results} decides. */
  DEFAULT,
  /**
   * Writes whose missing result would look like an answer: pops, {@code GETDEL}, {@code SETNX},
   * {@code DEL} and so on. Each costs one guarded read of the same key, unless an earlier read of
   * the body shows the answer; a change of the key before the commit is a conflict. Counts, {@code
   * EXPIRE}, {@code INCR} and scripts answer {@code null}.
   */
  NEEDED,
  /** All writes. Not available yet, and refused. */
  ALL,
  /**
   * None: every write answers {@code null}, or what the template makes of it. A body that only
   * writes costs one round trip and cannot conflict.
   */
  NONE
}
