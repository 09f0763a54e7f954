package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One way to do the work. Thread-safe. A call that returns has been applied wholly; one that throws
 * has given up and promises to have applied nothing. What they are given last is run at the
 * beginning of each attempt. Not everyone does everything: see {@link Contestants}.
 */
public interface Contestant {

  /** The key of the most that a limited transfer moves. */
  String LIMIT = "account:limit";

  static String account(String id) {
    return "account:" + id + ":balance";
  }

  /**
   * Reads a balance and, if it suffices, changes two.
   *
   * @return whether it sufficed
   */
  boolean transfer(String from, String to, long amount, Runnable attempt);

  /** Calls another method of the contestant, without knowing its keys. */
  default boolean outer(BooleanSupplier inner) {
    return inner.getAsBoolean();
  }

  /** A transfer of no more than {@link #LIMIT} says, which all read and nobody writes. */
  default boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
    throw new UnsupportedOperationException();
  }

  /** The same without declaring the key of the limit, where keys are declared. */
  default boolean undeclaredLimit(String from, String to, long amount, Runnable attempt) {
    return limitedTransfer(from, to, amount, attempt);
  }

  /** Reads the values of all keys as they are at one moment. */
  default List<String> snapshot(List<String> keys, Runnable attempt) {
    throw new UnsupportedOperationException();
  }

  /** Adds one to each key, to all of them at one moment. */
  default void increment(List<String> keys, Runnable attempt) {
    throw new UnsupportedOperationException();
  }
}
