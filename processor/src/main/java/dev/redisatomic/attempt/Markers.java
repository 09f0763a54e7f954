package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lends out marker keys: one to each attempt that is under way, so there are no more keys than
 * there have been attempts at the same time; on a cluster, than at the same time in the same slot.
 */
public final class Markers {

  /**
   * What the names of all keys of the library begin with. There is no colon in them: Spring Data
   * takes a key with one that expires for an entity of a repository, and goes on to delete it.
   */
  private static final String PREFIX = "redis-atomic-";

  private final String client = UUID.randomUUID().toString();
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final Map<Integer, Queue<Free>> freeBySlot = new ConcurrentHashMap<>();
  private volatile @Nullable SlotTags tags;

  /** Markers of a client that is unlike all others. */
  public Markers() {}

  private record Free(Key key, long sinceNanos) {

    /** On 6.2, a watched key that has expired and is not yet deleted fails every EXEC. */
    boolean mayHaveExpired() {
      return System.nanoTime() - sinceNanos > Marker.LIFETIME.toNanos() / 2;
    }
  }

  /** A marker whose key is in this slot, or anywhere if there are none. */
  Marker lend(int slot, Driver driver) {
    Queue<Free> free = free(slot);
    Free known = free.poll();
    while (known != null && known.mayHaveExpired()) {
      known = free.poll();
    }
    Key key = known == null ? newKey(slot, driver) : known.key();
    return new Marker(key, client + ":" + attempts.incrementAndGet());
  }

  void takeBack(Marker marker, int slot) {
    free(slot).add(new Free(marker.key(), System.nanoTime()));
  }

  private Queue<Free> free(int slot) {
    return freeBySlot.computeIfAbsent(slot, any -> new ConcurrentLinkedQueue<>());
  }

  private Key newKey(int slot, Driver driver) {
    String name = PREFIX + client + "-" + keys.incrementAndGet();
    return Key.of(slot == Driver.NO_SLOT ? name : name + "-{" + tags(driver).of(slot) + "}");
  }

  private SlotTags tags(Driver driver) {
    SlotTags known = tags;
    if (known == null) {
      known = SlotTags.of(driver);
      tags = known;
    }
    return known;
  }
}
