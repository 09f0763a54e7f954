package dev.redisatomic.contention;

import dev.redisatomic.connection.Key;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread in the line for one key. */
final class Turn {

  private final Key key;
  private final Line line;
  private final CountDownLatch ahead = new CountDownLatch(1);
  private boolean waited;

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
    waited = true;
    return ahead.await(nanos, TimeUnit.NANOSECONDS);
  }

  boolean waited() {
    return waited;
  }
}
