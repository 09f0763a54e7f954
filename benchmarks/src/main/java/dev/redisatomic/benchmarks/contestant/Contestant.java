package dev.redisatomic.benchmarks.contestant;

import java.util.List;

/**
 * One way to do the work. Thread-safe. A call that returns has been applied wholly; one that throws
 * has given up and promises to have applied nothing.
 */
public interface Contestant extends AutoCloseable {

  /**
   * Reads a balance and, if it suffices, changes two.
   *
   * @return whether it sufficed
   */
  boolean transfer(String from, String to, long amount, Attempts attempts);

  /** Reads the values of all keys as they are at one moment. */
  List<String> snapshot(List<String> keys, Attempts attempts);

  /** Adds one to each key, to all of them at one moment. */
  void increment(List<String> keys, Attempts attempts);

  /**
   * Reads one field of a hash and, if something is available, changes two.
   *
   * @return whether something was available
   */
  boolean reserve(String product, Attempts attempts);

  @Override
  void close();
}
