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
  private final Queue<Key> free = new ConcurrentLinkedQueue<>();

  /** Markers of a client that is unlike all others. */
  public Markers() {}

  Marker lend() {
    Key key = free.poll();
    if (key == null) {
      key = Key.of("redis-atomic:" + client + ":" + keys.incrementAndGet());
    }
    return new Marker(key, client + ":" + attempts.incrementAndGet());
  }

  void takeBack(Marker marker) {
    free.add(marker.key());
  }
}
