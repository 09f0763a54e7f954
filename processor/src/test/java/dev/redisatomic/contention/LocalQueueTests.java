package dev.redisatomic.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom. */
@Timeout(60)
class LocalQueueTests {

  private static final long LONG = TimeUnit.MINUTES.toNanos(1);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalQueue queue = new LocalQueue(QueueMode.ADAPTIVE, LONG, key -> 0);
  private final LocalQueue shortLeases = new LocalQueue(QueueMode.ADAPTIVE, SHORT, key -> 0);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static List<Key> keys(String... keys) {
    return Stream.of(keys).map(Key::of).toList();
  }

  /** Whether a new call is admitted in time; if so, it stays in the queue. */
  private static boolean acquire(LocalQueue queue, long nanos, String... keys)
      throws InterruptedException {
    return queue.lease(() -> null).acquire(keys(keys), nanos);
  }

  private static KeyLease acquired(LocalQueue queue, String... keys) throws InterruptedException {
    KeyLease lease = queue.lease(() -> null);
    assertThat(lease.acquire(keys(keys), LONG)).isTrue();
    return lease;
  }

  /** Acquires again, for a further attempt. */
  private static boolean again(KeyLease lease, long nanos) throws InterruptedException {
    return lease.acquire(List.of(), nanos);
  }

  /** A conflict of an attempt that has watched and written these keys. */
  private static void conflicted(LocalQueue queue, String... keys) {
    conflicted(queue.lease(() -> null), keys);
  }

  private static void conflicted(KeyLease lease, String... keys) {
    lease.conflicted(keys(keys), keys(keys), 0);
  }

  private KeyLease acquired(String... keys) throws InterruptedException {
    return acquired(queue, keys);
  }

  private void heat(String... keys) {
    conflicted(queue, keys);
  }

  /** Starts a task that has to wait, and returns when it does. */
  private <T> Future<T> waiting(Callable<T> task) {
    return waiting(queue, task);
  }

  private <T> Future<T> waiting(LocalQueue queue, Callable<T> task) {
    int before = queue.waiting();
    Future<T> future = threads.submit(task);
    while (queue.waiting() == before) {
      assertThat(future.isDone()).as("done without waiting").isFalse();
      Thread.onSpinWait();
    }
    return future;
  }

  @Test
  void aKeyWithoutConflictsHasNoQueue() throws Exception {
    acquired("key");
    acquired("key");

    assertThat(queue.size()).isZero();
  }

  @Test
  void afterAConflictTheNextWaitsUntilTheLeaseIsReleased() throws Exception {
    heat("key");
    KeyLease first = acquired("key");
    Future<KeyLease> second = waiting(() -> acquired("key"));

    first.release();

    second.get().release();
  }

  @Test
  void threadsAreAdmittedInTheOrderInWhichTheyCame() throws Exception {
    heat("key");
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> all = new ArrayList<>();
    KeyLease first = acquired("key");
    for (int i = 0; i < 10; i++) {
      int number = i;
      all.add(
          waiting(
              () -> {
                try (KeyLease lease = acquired("key")) {
                  served.add(number);
                  lease.changed(keys("key"));
                  return lease;
                }
              }));
    }

    first.changed(keys("key"));
    first.release();

    for (Future<?> future : all) {
      future.get();
    }
    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void differentKeysDoNotWaitForEachOther() throws Exception {
    heat("one", "two");

    acquired("one");
    acquired("two");

    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void aLeaseIsKeptOverConflicts() throws Exception {
    heat("key");
    KeyLease lease = acquired("key");
    Future<KeyLease> second = waiting(() -> acquired("key"));

    conflicted(lease, "key");
    assertThat(again(lease, LONG)).isTrue();

    assertThat(second.isDone()).isFalse();
    lease.release();
    second.get();
  }

  @Test
  void aKeyDeclaredTwiceIsAcquiredOnce() throws Exception {
    heat("key");

    acquired("key", "key").release();

    acquired("key");
  }

  @Test
  void keysInAnyOrderDoNotDeadlock() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG, key -> 0);
    String[][] orders = {{"a", "b", "c"}, {"c", "b", "a"}, {"b", "a"}, {"c", "a"}, {"b", "c"}};
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 500; i++) {
                  int order = ThreadLocalRandom.current().nextInt(orders.length);
                  try (KeyLease lease = acquired(always, orders[order])) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    assertThat(lease).isNotNull();
                  }
                }
                return null;
              }));
    }

    for (Future<?> future : all) {
      future.get();
    }
    // any two of the sets overlap
    assertThat(most).hasValue(1);
  }

  @Test
  void aThreadThatRunsOutOfTimeLeavesTheQueue() throws Exception {
    heat("key");
    KeyLease first = acquired("key");

    assertThat(acquire(queue, SHORT, "key")).isFalse();

    first.release();
    acquired("key").release();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void aThreadThatIsInterruptedLeavesTheQueue() throws Exception {
    heat("key");
    KeyLease first = acquired("key");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> acquire(queue, LONG, "key")).isInstanceOf(InterruptedException.class);

    first.release();
    acquired("key").release();
  }

  @Test
  void aThreadThatHoldsForTooLongLosesTheKeyToTheNextOnly() throws Exception {
    conflicted(shortLeases, "key");
    acquired(shortLeases, "key");

    acquired(shortLeases, "key");

    assertThat(acquire(shortLeases, 0, "key")).isFalse();
  }

  @Test
  void aThreadThatHasLostTheKeyQueuesAgain() throws Exception {
    conflicted(shortLeases, "key");
    KeyLease slow = acquired(shortLeases, "key");
    KeyLease next = acquired(shortLeases, "key");

    assertThat(again(slow, 0)).isFalse();

    next.release();
    assertThat(again(slow, LONG)).isTrue();
  }

  @Test
  void theLeaseIsWaitedForOnceAndNotForEachKey() throws Exception {
    LocalQueue someQueue =
        new LocalQueue(QueueMode.ADAPTIVE, TimeUnit.MILLISECONDS.toNanos(300), key -> 0);
    String[] keys = IntStream.range(0, 100).mapToObj(i -> "key " + i).toArray(String[]::new);
    conflicted(someQueue, keys);
    acquired(someQueue, keys);

    // not 100 × 300 ms
    assertThat(acquire(someQueue, TimeUnit.SECONDS.toNanos(10), keys)).isTrue();
  }

  @Test
  void whatIsHeldIsKeptWhenALaterKeyTurnsHot() throws Exception {
    heat("a");
    KeyLease first = acquired("a", "b");
    Future<KeyLease> second = waiting(() -> acquired("a"));

    conflicted(first, "a", "b");
    assertThat(queue.size()).isEqualTo(2);
    assertThat(again(first, LONG)).isTrue();

    assertThat(second.isDone()).isFalse();
    assertThat(acquire(queue, 0, "b")).isFalse();
    first.release();
    second.get();
  }

  @Test
  void aKeyThatIsCalmTurnsColdAgain() throws Exception {
    heat("key");

    for (int i = 0; i < 100; i++) {
      KeyLease lease = acquired("key");
      lease.changed(keys("key"));
      lease.release();
    }

    assertThat(queue.size()).isZero();
  }

  @Test
  void callsThatChangeNothingDoNotKeepAKeyHotHoweverManyWait() throws Exception {
    heat("key");
    KeyLease first = acquired("key");
    List<Future<KeyLease>> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(waiting(() -> acquired("key")));
    }

    first.release();
    for (int i = 0; queue.size() > 0; i++) {
      readers.get(i).get().release();
    }

    // the others were let in without waiting for each other
    for (Future<KeyLease> reader : readers) {
      reader.get();
    }
  }

  @Test
  void callsThatChangeSomethingWhileOthersWaitKeepAKeyHot() throws Exception {
    heat("key");
    KeyLease lease = acquired("key");

    for (int i = 0; i < 100; i++) {
      Future<KeyLease> next = waiting(() -> acquired("key"));
      lease.changed(keys("key"));
      lease.release();
      lease = next.get();
    }
    lease.release();

    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void idleKeysAreBounded() throws Exception {
    KeyLease held = acquired(queue, "held");
    conflicted(held, "held");
    assertThat(again(held, LONG)).isTrue();

    for (int i = 0; i < 10 * LocalQueue.MAX_IDLE_KEYS; i++) {
      heat("key " + i);
    }

    assertThat(queue.size()).isLessThanOrEqualTo(LocalQueue.MAX_IDLE_KEYS + 1);
    Future<KeyLease> next = waiting(() -> acquired("held"));
    held.release();
    next.get();
  }

  @Test
  void aThousandThreadsGetThroughVirtualOnesIfThereAreAny() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG, key -> 0);
    KeyLease first = acquired(always, "key");
    List<Future<?>> all = new ArrayList<>();
    try (CloseableThreads many = new CloseableThreads()) {
      for (int i = 0; i < 1000; i++) {
        all.add(
            many.submit(
                () -> {
                  acquired(always, "key").release();
                  return null;
                }));
      }
      // were a waiting thread pinned to its carrier, few could wait
      while (always.waiting() < 1000) {
        Thread.onSpinWait();
      }
      first.release();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(always.size()).isZero();
  }

  @Test
  void alwaysMeansFromTheFirstCallOnAndKeepsNothing() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG, key -> 0);
    KeyLease first = acquired(always, "key");

    assertThat(acquire(always, SHORT, "key")).isFalse();

    first.release();
    KeyLease changing = acquired(always, "key");
    Future<KeyLease> next = waiting(always, () -> acquired(always, "key"));
    changing.changed(keys("key"));
    changing.release();
    next.get().release();
    assertThat(always.size()).isZero();
    assertThat(always.waiting()).isZero();
  }

  @Test
  void offMeansNever() throws Exception {
    LocalQueue off = new LocalQueue(QueueMode.OFF, LONG, key -> 0);
    conflicted(off, "key");

    acquired(off, "key");
    acquired(off, "key");

    assertThat(off.size()).isZero();
  }
}
