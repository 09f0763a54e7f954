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
  private final RecentWrites writesBesideLanes = new RecentWrites();
  private final ToIntFunction<Key> slots;
  private final ConcurrentHashMap<Integer, FairQueue> lanes = new ConcurrentHashMap<>();
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
      if (!lanes.isEmpty()) {
        writesBesideLanes.add(keys);
      }
    }
  }

  /** The same, of a call that was in the lane. */
  void writtenInLane(Collection<Key> keys) {
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

  /** How many keys have a queue. */
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
    return hot != null && (hot.queue().isOvertaken() || isOvertakenInLane(key));
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
    return hot != null && hot.heat().apart() > 0;
  }

  /** A place in the lane of hot keys, which are in one slot. It has to join. */
  LanePlace laneOf(List<Key> keys, Object kind, boolean overtaken) {
    FairQueue lane =
        lanes.computeIfAbsent(slots.applyAsInt(keys.get(0)), slot -> new FairQueue(leaseNanos));
    return new LanePlace(lane, kind, overtaken, this::isWantedInLane);
  }

  /** Joins a lane at its end. */
  void join(LanePlace place, List<Key> keys) {
    keys.forEach(key -> hotKeys.computeIfPresent(key, (k, hot) -> hot.withInLane(1)));
    place.join();
  }

  /** Whether a call in the lane wants a key. */
  boolean isWantedInLane(Key key) {
    HotKey hot = hotKeys.get(key);
    return hot != null && hot.inLane() > 0;
  }

  /** Waits to be admitted in a lane, or returns false when the time is over. */
  boolean await(LanePlace place, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      return place.await(nanos);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Whether a call in the lane has lost an attempt already, and one there wants the key. */
  boolean isOvertakenInLane(Key key) {
    FairQueue lane = isWantedInLane(key) ? lanes.get(slots.applyAsInt(key)) : null;
    return lane != null && lane.isOvertaken();
  }

  /**
   * Notes how a call in a lane has ended.
   *
   * @param key one of its hot keys
   * @param changed whether the call may have changed the key
   */
  void afterCall(Key key, boolean changed) {
    hotKeys.computeIfPresent(
        key,
        (k, before) -> {
          HotKey hot = before.withInLane(-1);
          // those in the lane for other keys say nothing about this one
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
   * Leaves the queue for a key after the call.
   *
   * @param changed whether the call may have changed the key
   */
  void leave(QueuedKey queued, boolean changed) {
    hotKeys.computeIfPresent(
        queued.key(),
        (key, hot) -> {
          boolean wasInQueue = hot.queue().leave(queued.waiter());
          // a call that has lost its lease says nothing about the key
          return kept(hot, wasInQueue ? hot.heat().afterCall(changed, hot.calls()) : hot.heat());
        });
  }

  /** Leaves the queue for a key without having come to the end of the call. */
  void withdraw(QueuedKey queued) {
    hotKeys.computeIfPresent(
        queued.key(),
        (key, hot) -> {
          hot.queue().leave(queued.waiter());
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
   * Notes that an attempt has lost that held the lane. That was another JVM, unless it has held the
   * lane for too long, or a call beside the lane has written its keys meanwhile.
   *
   * @param nanos how long the attempt took
   */
  void conflictedInLane(List<Key> keys, long nanos) {
    if (nanos < leaseNanos
        && keys.stream().noneMatch(key -> writesBesideLanes.contains(key, nanos))) {
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
