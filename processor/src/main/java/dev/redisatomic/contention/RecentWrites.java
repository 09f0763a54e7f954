package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The keys that attempts of this JVM have written lately, of which it knows a bounded number: a key
 * displaces another one whose hash is alike. To forget one costs a conflict at most.
 */
final class RecentWrites {

  /** A power of two. */
  private static final int SLOTS = 1 << 10;

  private final AtomicReferenceArray<RecentWrite> slots = new AtomicReferenceArray<>(SLOTS);

  private record RecentWrite(Key key, long nanoTime) {}

  /** Notes that an attempt has written these keys just now. */
  void add(Collection<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    for (Key key : keys) {
      slots.setRelease(slot(key), new RecentWrite(key, now));
    }
  }

  /** Whether a key is known to have been written within the last nanoseconds, as many as given. */
  boolean contains(Key key, long nanos) {
    RecentWrite last = slots.getAcquire(slot(key));
    return last != null && last.key().equals(key) && System.nanoTime() - last.nanoTime() <= nanos;
  }

  private static int slot(Key key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
