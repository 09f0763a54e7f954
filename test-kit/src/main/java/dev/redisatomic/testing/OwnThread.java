package dev.redisatomic.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread for one action, on which nothing of the caller is bound. */
final class OwnThread extends Thread {

  private final Interference.Action action;
  private volatile @Nullable Throwable thrown;

  OwnThread(String name, Interference.Action action) {
    super(null, null, name, 0, false);
    this.action = action;
    setContextClassLoader(Thread.currentThread().getContextClassLoader());
    setDaemon(true);
  }

  /** Whether an action is running on this thread. */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof OwnThread;
  }

  @Override
  public void run() {
    try {
      action.run();
    } catch (Throwable e) {
      thrown = e;
    }
  }

  /** Waits, also if the caller is interrupted, whose flag stays set. */
  boolean awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    while (isAlive() && System.nanoTime() < end) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(this, end - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !isAlive();
  }

  @Nullable Throwable thrown() {
    return thrown;
  }
}
