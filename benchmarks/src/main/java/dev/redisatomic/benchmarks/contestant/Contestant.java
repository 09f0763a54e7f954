package dev.redisatomic.benchmarks.contestant;

import java.util.List;

/**
 * One way to do the work. Thread-safe. A call that returns has been applied wholly; one that throws
 * has given up and promises to have applied nothing. What they are given last is run at the
 * beginning of each attempt.
 */
public interface Contestant {

  /**
   * Reads a balance and, if it suffices, changes two.
   *
   * @return whether it sufficed
   */
  boolean transfer(String from, String to, long amount, Runnable attempt);

  /** Reads the values of all keys as they are at one moment. */
  List<String> snapshot(List<String> keys, Runnable attempt);

  /** Adds one to each key, to all of them at one moment. */
  void increment(List<String> keys, Runnable attempt);

  /**
   * Reads one field of a hash and, if something is available, changes two.
   *
   * @return whether something was available
   */
  boolean reserve(String product, Runnable attempt);
}
