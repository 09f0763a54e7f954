package dev.redisatomic.testserver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what servers do in their own time, and never for ever. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private Waiting() {}

  /** A condition that can be looked at; an exception counts as "not yet". */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns when the condition holds.
   *
   * @param what goes on with "Waited too long until"
   * @throws IllegalStateException if it does not within a minute, with the last exception, or if
   *     the thread is interrupted
   */
  static void until(String what, Condition condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Interrupted while waiting until " + what, last);
      }
    } while (System.nanoTime() < deadline);
    throw new IllegalStateException(
        "Waited too long until " + what + (last == null ? "" : ": " + last.getMessage()), last);
  }
}
