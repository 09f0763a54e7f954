package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The right of one call to go ahead of other threads on its hot keys: acquired before an attempt,
 * kept over conflicts. Belongs to one thread.
 */
public final class KeyLease implements AutoCloseable {

  private final LocalQueue queue;
  private final List<Key> keys;
  private List<QueuedKey> queued = List.of();
  private boolean changed;
  private long waitedNanos;

  KeyLease(LocalQueue queue, List<Key> keys) {
    this.queue = queue;
    this.keys = keys;
  }

  /**
   * Waits until this thread is admitted to all of its keys that are hot. A thread that holds them
   * for too long loses them: it may be waiting for this one, and a collision does no harm.
   *
   * @param nanos how long to wait at most
   * @return false if the time was over; the thread is in no queue then
   * @throws InterruptedException if the thread was interrupted; it is in no queue then
   */
  public boolean acquire(long nanos) throws InterruptedException {
    List<Key> hot = hotKeys();
    if (hot.isEmpty() && queued.isEmpty()) {
      return true;
    }
    boolean acquired = false;
    long start = System.nanoTime();
    try {
      acquired = acquireMissing(hot, nanos, start);
      return acquired;
    } finally {
      waitedNanos += System.nanoTime() - start;
      if (!acquired) {
        release();
      }
    }
  }

  private boolean acquireMissing(List<Key> hot, long nanos, long start)
      throws InterruptedException {
    int kept = kept(hot);
    releaseFrom(kept);
    queued = new ArrayList<>(queued);
    for (Key key : hot.subList(kept, hot.size())) {
      QueuedKey joined = queue.join(key);
      if (joined != null) {
        queued.add(joined);
        if (joined.isWaiting() && !queue.await(joined, nanos - (System.nanoTime() - start))) {
          return false;
        }
      }
    }
    queued.forEach(key -> key.waiter().startLease());
    return true;
  }

  /** Counts the keys that stay: in their order, up to the first hot one that is not held. */
  private int kept(List<Key> hot) {
    int kept = 0;
    while (kept < queued.size()
        && kept < hot.size()
        && queued.get(kept).isHeld()
        && queued.get(kept).key().equals(hot.get(kept))) {
      kept++;
    }
    return kept;
  }

  /** In the order of their bytes, which is every thread's, so that no two wait for each other. */
  private List<Key> hotKeys() {
    TreeSet<Key> hot = null;
    for (Key key : keys) {
      if (queue.isHot(key)) {
        hot = hot == null ? new TreeSet<>() : hot;
        hot.add(key);
      }
    }
    return hot == null ? List.of() : new ArrayList<>(hot);
  }

  /**
   * Says how long this thread has waited in queues.
   *
   * @return nanoseconds
   */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Makes the keys hot: one of them changed under an attempt. */
  public void conflicted() {
    queue.conflicted(keys);
  }

  /**
   * Counts the recent conflicts of attempts of this JVM that declared the same keys. Which of its
   * keys an attempt collided on is not known, but one that many of them share stands out.
   *
   * @return the declared keys that are hot, hottest first
   */
  public Map<Key, Integer> conflicts() {
    Map<Key, Integer> conflicts = new LinkedHashMap<>();
    record Counted(Key key, int conflicts) {}
    keys.stream()
        .map(key -> new Counted(key, queue.conflicts(key)))
        .filter(counted -> counted.conflicts() > 0)
        .sorted(Comparator.comparingInt(Counted::conflicts).reversed())
        .forEach(counted -> conflicts.put(counted.key(), counted.conflicts()));
    return conflicts;
  }

  /** Notes that the call may have changed something. Keys that no call changes turn cold. */
  public void changed() {
    changed = true;
  }

  /** Admits the next threads. The lease can be acquired again. */
  public void release() {
    releaseFrom(0);
  }

  private void releaseFrom(int index) {
    if (index < queued.size()) {
      queued.subList(index, queued.size()).forEach(key -> queue.leave(key, changed));
      queued = queued.subList(0, index);
    }
  }

  /** Releases. */
  @Override
  public void close() {
    release();
  }
}
