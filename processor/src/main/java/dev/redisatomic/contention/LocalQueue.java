package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The queues in which threads of this JVM wait for the keys of one server. A key has a queue while
 * it is hot; all others cost one look into a map.
 */
public final class LocalQueue {

  /** Hot keys beyond this number are forgotten while their queues are empty. */
  static final int MAX_IDLE_KEYS = 1_000;

  private static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final QueueMode mode;
  private final long leaseNanos;
  private final ConcurrentHashMap<Key, HotKey> hotKeys = new ConcurrentHashMap<>();
  private final RecentWrites recentWrites = new RecentWrites();
  private final RecentWrites writesOutsideGroups = new RecentWrites();
  private final ToIntFunction<Key> slots;
  private final ConcurrentHashMap<Integer, FairQueue> groupQueues = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Makes all keys cold.
   *
   * @param mode when threads queue for a key
   * @param patience how long those that commit together wait for one another: a thread that holds a
   *     key may do so for longer
   * @param slots where a key is: what is in one slot can be committed together
   */
  public LocalQueue(QueueMode mode, Duration patience, ToIntFunction<Key> slots) {
    this(mode, Math.max(LEASE_NANOS, 2 * patience.toNanos()), slots);
  }

  /**
   * Makes all keys cold.
   *
   * @param mode when threads queue for a key
   * @param leaseNanos how long a thread may hold a key while others wait
   */
  LocalQueue(QueueMode mode, long leaseNanos, ToIntFunction<Key> slots) {
    this.mode = mode;
    this.leaseNanos = leaseNanos;
    this.slots = slots;
  }

  /**
   * Makes the lease for one call.
   *
   * @param kind asked when there are hot keys: calls of equal kinds can commit together, one
   *     without a kind ({@code null}) runs beside them
   * @return a lease that has not been acquired yet
   */
  public KeyLease lease(Supplier<@Nullable Object> kind) {
    return new KeyLease(this, kind);
  }

  /**
   * Notes that an attempt has written keys just now, or may have.
   *
   * @param keys the keys
   */
  public void written(Collection<Key> keys) {
    if (isOn()) {
      recentWrites.add(keys);
      if (!groupQueues.isEmpty()) {
        writesOutsideGroups.add(keys);
      }
    }
  }

  /** Notes the same of a call that was in the group queue. */
  void writtenInGroup(Collection<Key> keys) {
    recentWrites.add(keys);
  }

  /**
   * Counts the threads that wait to be admitted.
   *
   * @return a snapshot
   */
  public int waiting() {
    return waiting.get();
  }

  /** Counts the keys that have a queue. */
  int size() {
    return hotKeys.size();
  }

  boolean isOn() {
    return mode != QueueMode.OFF;
  }

  /** Whether an attempt has written a key within the last nanoseconds, as many as given. */
  boolean isWritten(Key key, long nanos) {
    return recentWrites.contains(key, nanos);
  }

  /** Whether a thread holds a key that has lost an attempt there already. */
  boolean isOvertaken(Key key) {
    if (hotKeys.isEmpty()) {
      return false;
    }
    HotKey hot = hotKeys.get(key);
    return hot != null && (hot.queue().isOvertaken() || isOvertakenInGroup(key));
  }

  int conflicts(Key key) {
    HotKey hot = hotKeys.get(key);
    return hot == null ? 0 : hot.heat().conflicts();
  }

  boolean isHot(Key key) {
    return mode == QueueMode.ALWAYS || hotKeys.containsKey(key);
  }

  /**
   * Whether several threads of this JVM have lately waited for each other on a key at once, and had
   * it to themselves.
   */
  boolean isCrowded(Key key) {
    HotKey hot = hotKeys.get(key);
    return hot != null && hot.heat().isCrowded();
  }

  /** Whether others than this JVM have lately written a key that is hot here. */
  boolean isWrittenElsewhere(Key key) {
    HotKey hot = hotKeys.get(key);
    return hot != null && hot.heat().alone() > 0;
  }

  /** Makes a waiter for the group queue of hot keys, which are in one slot. It has to join. */
  GroupWaiter groupWaiter(List<Key> keys, Object kind, boolean overtaken) {
    FairQueue groupQueue =
        groupQueues.computeIfAbsent(
            slots.applyAsInt(keys.get(0)), slot -> new FairQueue(leaseNanos));
    return new GroupWaiter(groupQueue, kind, overtaken, this::isWantedInGroup);
  }

  /** Joins a group queue at its end. */
  void join(GroupWaiter waiter, List<Key> keys) {
    keys.forEach(key -> hotKeys.computeIfPresent(key, (k, hot) -> hot.withInGroupQueue(1)));
    waiter.join();
  }

  /** Whether a call in the group queue wants a key. */
  boolean isWantedInGroup(Key key) {
    HotKey hot = hotKeys.get(key);
    return hot != null && hot.inGroupQueue() > 0;
  }

  /** Waits to be admitted in a group queue, or returns false when the time is over. */
  boolean await(GroupWaiter waiter, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return waiter.await(nanos);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Whether a call in the group queue has lost an attempt already, and one there wants the key. */
  boolean isOvertakenInGroup(Key key) {
    FairQueue groupQueue = isWantedInGroup(key) ? groupQueues.get(slots.applyAsInt(key)) : null;
    return groupQueue != null && groupQueue.isOvertaken();
  }

  /**
   * Notes how a call in a group queue has ended.
   *
   * @param key one of its hot keys
   * @param changed whether the call may have changed the key
   */
  void afterCall(Key key, boolean changed) {
    hotKeys.computeIfPresent(
        key,
        (k, before) -> {
          HotKey hot = before.withInGroupQueue(-1);
          // those in the group queue for other keys say nothing about this one
          return kept(hot, hot.heat().afterCall(changed, hot.calls()));
        });
  }

  /** Joins the queue for a key, or returns {@code null} if it has just turned cold. */
  @Nullable QueuedKey join(Key key) {
    Waiter waiter = new Waiter();
    HotKey joined =
        hotKeys.compute(
            key,
            (k, hot) -> {
              HotKey joining = hot == null && mode == QueueMode.ALWAYS ? newKey() : hot;
              if (joining != null) {
                joining.queue().join(waiter);
              }
              return joining;
            });
    return joined == null ? null : new QueuedKey(key, joined.queue(), waiter);
  }

  /** Waits to be admitted, or returns false when the time is over. */
  boolean await(QueuedKey queued, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return queued.queue().await(queued.waiter(), nanos);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Notes how a call has ended, which leaves the queue for a key.
   *
   * @param changed whether the call may have changed the key
   */
  void afterCall(QueuedKey queued, boolean changed) {
    hotKeys.computeIfPresent(
        queued.key(),
        (key, hot) -> {
          boolean wasInQueue = hot.queue().remove(queued.waiter());
          // a call that has lost its lease says nothing about the key
          return kept(hot, wasInQueue ? hot.heat().afterCall(changed, hot.calls()) : hot.heat());
        });
  }

  /** Leaves the queue for a key without having come to the end of the call. */
  void withdraw(QueuedKey queued) {
    hotKeys.computeIfPresent(
        queued.key(),
        (key, hot) -> {
          hot.queue().remove(queued.waiter());
          return kept(hot, hot.heat());
        });
  }

  /** Returns the key, or {@code null} if it is cold now. */
  private @Nullable HotKey kept(HotKey hot, Heat heat) {
    if (heat.keepsQueue(mode, !hot.isIdle())) {
      return hot.with(heat);
    }
    hot.queue().dissolve();
    return null;
  }

  /** Makes keys hot: one of them changed under an attempt. */
  void conflicted(List<Key> keys) {
    if (hotKeys.size() >= MAX_IDLE_KEYS) {
      forgetSome(hot -> hot.isIdle() && hot.heat().isWarmAtMost());
      forgetSome(HotKey::isIdle);
    }
    keys.forEach(this::heat);
  }

  /**
   * Notes that an attempt has lost that was admitted in the group queue. That was another JVM,
   * unless it has held for too long, or a call that was not in the queue has written its keys.
   *
   * @param nanos how long the attempt took
   */
  void conflictedInGroup(List<Key> keys, long nanos) {
    if (nanos < leaseNanos
        && keys.stream().noneMatch(key -> writesOutsideGroups.contains(key, nanos))) {
      keys.forEach(
          key ->
              hotKeys.computeIfPresent(key, (k, hot) -> hot.with(hot.heat().afterForeignWrite())));
    }
  }

  private void heat(Key key) {
    hotKeys.compute(
        key,
        (k, found) -> {
          HotKey hot = found == null ? newKey() : found;
          return hot.with(hot.heat().afterConflict());
        });
  }

  private HotKey newKey() {
    return new HotKey(new FairQueue(leaseNanos), Heat.COLD, 0);
  }

  /** Forgets until there is room for a while. */
  private void forgetSome(Predicate<HotKey> which) {
    for (Key key : hotKeys.keySet()) {
      if (hotKeys.size() < MAX_IDLE_KEYS / 2) {
        return;
      }
      hotKeys.computeIfPresent(key, (k, hot) -> which.test(hot) ? null : hot);
    }
  }
}
