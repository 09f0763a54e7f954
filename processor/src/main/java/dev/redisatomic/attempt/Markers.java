package dev.redisatomic.attempt;

import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lends out marker keys: one to each attempt that is under way, so there are no more keys than
 * there have been attempts at the same time; on a cluster, than at the same time in the same slot.
 */
public final class Markers {

  private final LibraryKeys names = new LibraryKeys();
  private final AtomicLong attempts = new AtomicLong();
  private final Map<CommandCatalog, ShadowCost> shadowCosts = new ConcurrentHashMap<>();
  private final Map<Integer, Queue<Free>> freeBySlot = new ConcurrentHashMap<>();

  /** Markers of a client that is unlike all others. */
  public Markers() {}

  private record Free(Key key, long sinceNanos) {

    /**
     * Tells whether a marker may have expired. On 6.2, a watched key that has expired and is not
     * yet deleted fails every EXEC.
     */
    boolean mayHaveExpired() {
      return System.nanoTime() - sinceNanos > Marker.LIFETIME.toNanos() / 2;
    }
  }

  /** The source of the names of its keys; other keys of the library may use it, too. */
  LibraryKeys names() {
    return names;
  }

  /** Finds what is known about shadows where a catalog's commands are run. */
  ShadowCost shadowCost(CommandCatalog catalog) {
    ShadowCost known = shadowCosts.get(catalog);
    return known == null ? shadowCosts.computeIfAbsent(catalog, any -> new ShadowCost()) : known;
  }

  /** A marker whose key is in this slot, or anywhere if there are none. */
  Marker lend(int slot, Driver driver) {
    Queue<Free> free = free(slot);
    Free known = free.poll();
    while (known != null && known.mayHaveExpired()) {
      known = free.poll();
    }
    Key key = known == null ? names.next(slot, driver) : known.key();
    return new Marker(key, names.client() + ":" + attempts.incrementAndGet());
  }

  void takeBack(Marker marker, int slot) {
    free(slot).add(new Free(marker.key(), System.nanoTime()));
  }

  private Queue<Free> free(int slot) {
    return freeBySlot.computeIfAbsent(slot, any -> new ConcurrentLinkedQueue<>());
  }
}
