package dev.redisatomic.attempt;

import dev.redisatomic.connection.Key;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lends out marker keys: one to each attempt that is under way, so there are no more keys than
 * there have been attempts at the same time.
 */
public final class Markers {

  private final String client = UUID.randomUUID().toString();
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final Queue<Free> free = new ConcurrentLinkedQueue<>();

  /** Markers of a client that is unlike all others. */
  public Markers() {}

  private record Free(Key key, long sinceNanos) {

    /** On 6.2, a watched key that has expired and is not yet deleted fails every EXEC. */
    boolean mayHaveExpired() {
      return System.nanoTime() - sinceNanos > Marker.LIFETIME.toNanos() / 2;
    }
  }

  Marker lend() {
    Free known = free.poll();
    while (known != null && known.mayHaveExpired()) {
      known = free.poll();
    }
    Key key =
        known == null
            ? Key.of("redis-atomic:" + client + ":" + keys.incrementAndGet())
            : known.key();
    return new Marker(key, client + ":" + attempts.incrementAndGet());
  }

  void takeBack(Marker marker) {
    free.add(new Free(marker.key(), System.nanoTime()));
  }
}
