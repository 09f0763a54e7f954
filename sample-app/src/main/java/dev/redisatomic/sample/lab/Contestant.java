package dev.redisatomic.sample.lab;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One way of transferring money.
 *
 * @param name the head of its column
 * @param queue how calls of code that watches wait for each other; {@code null} for code that
 *     notices no conflicts at all
 * @param transfer the code under test
 */
record Contestant(String name, @Nullable QueueSetting queue, Transfer transfer) {

  /** Whether it notices conflicts at all. */
  boolean watches() {
    return queue != null;
  }

  /** Moves money; {@code false} if there is not enough. Code that watches tells each attempt. */
  @FunctionalInterface
  interface Transfer {
    boolean apply(String from, String to, long amount, IntConsumer attempt);
  }
}
