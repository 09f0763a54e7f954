package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread in the line for one key. */
final class Turn {

  private final Key key;
  private final Line line;
  private final CountDownLatch ahead = new CountDownLatch(1);
  private volatile boolean over;
  private volatile boolean running;
  private volatile long runningSince;

  Turn(Key key, Line line) {
    this.key = key;
    this.line = line;
  }

  Key key() {
    return key;
  }

  Line line() {
    return line;
  }

  void come() {
    ahead.countDown();
  }

  boolean hasCome() {
    return ahead.getCount() == 0;
  }

  boolean comesWithin(long nanos) throws InterruptedException {
    return ahead.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Its thread is waiting for nobody any more. */
  void run() {
    if (!running) {
      runningSince = System.nanoTime();
      running = true;
    }
  }

  /** 0 while its thread waits, here or in another line. */
  long ranNanos() {
    return running ? System.nanoTime() - runningSince : 0;
  }

  void end() {
    over = true;
  }

  /** Whether it has come, and nobody has ended it. */
  boolean isHeld() {
    return hasCome() && !over;
  }
}
