package dev.redisatomic.driver;

/**
 * An array that is null inside another reply ({@code *-1} of RESP2), where a driver's conversions
 * treat it otherwise than a null bulk string, which is {@code null}.
 */
public enum NullArray {
  /** The only one. */
  INSTANCE
}
