package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of one call to go ahead of other threads on its hot keys: acquired before an attempt,
 * and for more keys while an attempt has read nothing; kept over conflicts, except in the group
 * queue. Belongs to one thread.
 */
public final class KeyLease implements AutoCloseable {

  /** An attempt may learn of its commit a little later than those that collide with it. */
  private static final long WRITTEN_LATELY = TimeUnit.MILLISECONDS.toNanos(5);

  private final LocalQueue queue;
  private final Supplier<@Nullable Object> kind;

  /** The declared keys, not to be changed: the collection may be the caller's. */
  private Collection<Key> declared = List.of();

  private Collection<Key> contested = List.of();
  private Collection<Key> changed = List.of();
  private List<QueuedKey> queued = List.of();
  private @Nullable GroupWaiter groupWaiter;
  private List<Key> groupKeys = List.of();
  private boolean lost;
  private long waitedNanos;

  KeyLease(LocalQueue queue, Supplier<@Nullable Object> kind) {
    this.queue = queue;
    this.kind = kind;
  }

  /**
   * Declares keys, and waits until this thread is admitted to all of its keys that are hot, those
   * of before among them. What it holds already it keeps as far as the common order of keys allows,
   * and queues anew for the rest, so that no two threads wait for each other. A thread that holds
   * keys for too long loses them: it may be waiting for this one, and a collision does no harm.
   *
   * @param keys more keys, which may be known already
   * @param nanos how long to wait at most
   * @return false if the time was over; the thread is in no queue then
   * @throws InterruptedException if the thread was interrupted; it is in no queue then
   */
  public boolean acquire(Collection<Key> keys, long nanos) throws InterruptedException {
    declare(keys);
    if (groupWaiter != null && groupWaiter.isHeld()) {
      // it is the same group queue for all keys
      return true;
    }
    List<Key> hot = hotKeys();
    if (hot.isEmpty() && queued.isEmpty()) {
      return true;
    }
    boolean acquired = false;
    long start = System.nanoTime();
    try {
      Object groupKind = groupKind(hot);
      acquired =
          groupKind == null
              ? acquireMissing(hot, nanos, start)
              : acquireGroup(hot, groupKind, nanos);
      return acquired;
    } finally {
      waitedNanos += System.nanoTime() - start;
      if (!acquired) {
        withdrawFrom(0);
        leaveGroupQueue();
      }
    }
  }

  private @Nullable Object groupKind(List<Key> hot) {
    if (hot.stream().noneMatch(key -> queue.isCrowded(key) || queue.isWantedInGroup(key))) {
      return null;
    }
    Object own = kind.get();
    return own != null && hot.stream().anyMatch(queue::isWrittenElsewhere) ? new Object() : own;
  }

  /**
   * Declares keys for the next time that the lease is acquired.
   *
   * @param keys more keys, which may be known already
   */
  public void declare(Collection<Key> keys) {
    declared = with(declared, keys);
  }

  private static Collection<Key> with(Collection<Key> known, Collection<Key> more) {
    if (known == more || known.containsAll(more)) {
      return known;
    }
    if (known.isEmpty()) {
      return more;
    }
    Set<Key> all = new LinkedHashSet<>(known);
    all.addAll(more);
    return all;
  }

  private boolean acquireMissing(List<Key> hot, long nanos, long start)
      throws InterruptedException {
    int kept = kept(hot);
    withdrawFrom(kept);
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

  private boolean acquireGroup(List<Key> hot, Object groupKind, long nanos)
      throws InterruptedException {
    withdrawFrom(0);
    leaveGroupQueue();
    GroupWaiter joining = queue.groupWaiter(hot, groupKind, lost);
    // kept before it joins, so that it is removed whatever happens
    groupWaiter = joining;
    groupKeys = hot;
    queue.join(joining, hot);
    return queue.await(joining, nanos);
  }

  /**
   * Finds the waiter in the group queue, if the call is in it.
   *
   * @return {@code null} if it queues for its hot keys alone, or has none
   */
  public @Nullable GroupWaiter groupWaiter() {
    return groupWaiter;
  }

  /**
   * Whether the call has hot keys that it queues for.
   *
   * @return whether it is in the group queue, or in the queue of a key, first or not
   */
  public boolean isQueued() {
    return groupWaiter != null || !queued.isEmpty();
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

  /**
   * Sorts the hot keys by their bytes, as every thread does, so that no two wait for each other.
   */
  private List<Key> hotKeys() {
    Set<Key> hot = withHot(withHot(Set.of(), declared), contested);
    return hot.isEmpty() ? List.of() : new ArrayList<>(hot);
  }

  private Set<Key> withHot(Set<Key> known, Collection<Key> keys) {
    Set<Key> hot = known;
    for (Key key : keys) {
      if (queue.isHot(key)) {
        hot = hot.isEmpty() ? new TreeSet<>() : hot;
        hot.add(key);
      }
    }
    return hot;
  }

  /**
   * Tells how long this thread has waited in queues.
   *
   * @return nanoseconds
   */
  public long waitedNanos() {
    return waitedNanos;
  }

  /**
   * The declared keys.
   *
   * @return those of the call and of the nested ones, not to be changed
   */
  public Collection<Key> declared() {
    return declared;
  }

  /**
   * Notes that one of the keys changed under an attempt. Those that threads of this JVM write
   * become hot, and are queued for from now on, declared or not: this attempt has written them, or
   * another one has lately. For a key that is only read nobody needs to wait.
   *
   * @param watched the keys that the attempt watched
   * @param written the keys that it would have written
   * @param attemptNanos how long it took
   */
  public void conflicted(Collection<Key> watched, Collection<Key> written, long attemptNanos) {
    if (!queue.isOn()) {
      return;
    }
    lost = true;
    long lately = Math.max(attemptNanos, WRITTEN_LATELY);
    List<Key> candidates = new ArrayList<>();
    for (Key key : with(declared, watched)) {
      if (written.contains(key) || queue.isWritten(key, lately)) {
        candidates.add(key);
      }
    }
    noteWritten(written);
    queue.conflicted(candidates);
    if (groupWaiter != null) {
      queue.conflictedInGroup(groupKeys, lately);
    }
    contested = with(contested, candidates);
    for (QueuedKey own : queued) {
      if (own.isHeld() && candidates.contains(own.key())) {
        own.waiter().overtake();
      }
    }
  }

  /**
   * Whether this call has not queued for a key, and the one that holds it was overtaken so before.
   * Once is no harm, and often faster; time after time would starve it. Who queues for the key
   * alone is not behind those in the group queue, and gives way to them, never the reverse: so two
   * do not wait for each other.
   *
   * @param key a key that an attempt of the call is about to write
   * @return whether it should let the other one go first
   */
  public boolean isOvertaking(Key key) {
    if (groupWaiter != null) {
      return false;
    }
    return isQueuedFor(key) ? queue.isOvertakenInGroup(key) : queue.isOvertaken(key);
  }

  private boolean isQueuedFor(Key key) {
    for (QueuedKey own : queued) {
      if (own.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether others wait for this thread, which should not pause then: who queues does not collide
   * with them anyway.
   *
   * @return whether it holds a key that others want
   */
  public boolean isWaitedFor() {
    return queued.stream().anyMatch(own -> own.queue().isWaitedFor(own.waiter()));
  }

  /**
   * Counts the recent conflicts of attempts of this JVM on the same keys. Which of its keys an
   * attempt collided on is not known, but one that many of them share stands out.
   *
   * @return the declared keys that are hot, hottest first
   */
  public Map<Key, Integer> conflicts() {
    Map<Key, Integer> conflicts = new LinkedHashMap<>();
    record Counted(Key key, int conflicts) {}
    declared.stream()
        .map(key -> new Counted(key, queue.conflicts(key)))
        .filter(counted -> counted.conflicts() > 0)
        .sorted(Comparator.comparingInt(Counted::conflicts).reversed())
        .forEach(counted -> conflicts.put(counted.key(), counted.conflicts()));
    return conflicts;
  }

  /**
   * Notes what the call may have changed. Keys that no call changes turn cold.
   *
   * @param written the keys
   */
  public void changed(Collection<Key> written) {
    if (queue.isOn()) {
      changed = written;
      noteWritten(written);
    }
  }

  private void noteWritten(Collection<Key> written) {
    if (groupWaiter == null) {
      queue.written(written);
    } else {
      queue.writtenInGroup(written);
    }
  }

  /** Admits the next threads. The lease can be acquired again. */
  public void release() {
    leaveGroupQueue();
    queued.forEach(key -> queue.afterCall(key, changed.contains(key.key())));
    queued = List.of();
  }

  private void leaveGroupQueue() {
    GroupWaiter leaving = groupWaiter;
    if (leaving != null) {
      leaving.end();
      groupWaiter = null;
      groupKeys.forEach(key -> queue.afterCall(key, changed.contains(key)));
      groupKeys = List.of();
    }
  }

  /** Leaves the queues for some keys without having used them. */
  private void withdrawFrom(int index) {
    if (index < queued.size()) {
      queued.subList(index, queued.size()).forEach(queue::withdraw);
      queued = queued.subList(0, index);
    }
  }

  /** Releases. */
  @Override
  public void close() {
    release();
  }
}
