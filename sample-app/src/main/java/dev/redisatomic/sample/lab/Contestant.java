package dev.redisatomic.sample.lab;

import java.util.function.IntConsumer;

/**
 * One way of transferring money.
 *
 * @param name the head of its column
 * @param watches whether it notices conflicts at all
 * @param transfer the code under test
 */
record Contestant(String name, boolean watches, Transfer transfer) {

  /** Moves money; {@code false} if there is not enough. Code that watches tells each attempt. */
  @FunctionalInterface
  interface Transfer {
    boolean apply(String from, String to, long amount, IntConsumer attempt);
  }
}
