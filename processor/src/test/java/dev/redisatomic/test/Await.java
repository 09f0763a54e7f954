package dev.redisatomic.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes do in their own time, and never for ever. */
public final class Await {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Await() {}

  /** Something that can be looked at; an exception counts as "not yet". */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns when the condition holds.
   *
   * @throws AssertionError if it does not within 40 seconds, with the last exception
   */
  public static void until(String what, Condition condition) {
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
        throw new AssertionError("Interrupted while waiting until " + what, last);
      }
    } while (System.nanoTime() < deadline);
    throw new AssertionError("Waited too long until " + what, last);
  }
}
