package dev.redisatomic.contention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Key;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one call queues for. */
@Timeout(60)
class KeyLeaseTests {

  private static final long LONG = TimeUnit.MINUTES.toNanos(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalQueue queue = new LocalQueue(QueueMode.ADAPTIVE, LONG, key -> 0);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static List<Key> keys(String... keys) {
    return Stream.of(keys).map(Key::of).toList();
  }

  private void heat(String... keys) {
    queue.lease(() -> null).conflicted(keys(keys), keys(keys), 0);
  }

  private KeyLease acquired(String... keys) throws InterruptedException {
    KeyLease lease = queue.lease(() -> null);
    assertThat(lease.acquire(keys(keys), LONG)).isTrue();
    return lease;
  }

  private boolean isFree(String key) throws InterruptedException {
    try (KeyLease lease = queue.lease(() -> null)) {
      return lease.acquire(keys(key), 0);
    }
  }

  private Future<Boolean> waiting(KeyLease lease, String... more) {
    int before = queue.waiting();
    Future<Boolean> acquired = threads.submit(() -> lease.acquire(keys(more), LONG));
    while (queue.waiting() == before) {
      assertThat(acquired.isDone()).as("done without waiting").isFalse();
      Thread.onSpinWait();
    }
    return acquired;
  }

  @Test
  void crossedOrdersDoNotDeadlock() throws Exception {
    heat("a", "b");
    KeyLease holdsB = acquired("b");
    KeyLease holdsA = acquired("a");

    Future<Boolean> waits = waiting(holdsB, "a");
    // in this thread, which would wait for ten minutes
    assertThat(holdsA.acquire(keys("b"), LONG)).isTrue();
    assertThat(waits.isDone()).isFalse();
    holdsA.release();

    assertThat(waits.get()).isTrue();
    assertThat(isFree("a")).isFalse();
    assertThat(isFree("b")).isFalse();
  }

  @Test
  void whatIsHeldFirstInOrderIsNotGivenUpForMore() throws Exception {
    heat("a", "b");
    KeyLease lease = acquired("a");
    Future<Boolean> next = waiting(queue.lease(() -> null), "a");

    assertThat(lease.acquire(keys("b"), LONG)).isTrue();

    assertThat(next.isDone()).isFalse();
    lease.release();
    next.get();
  }

  @Test
  void declaredForLaterMeansAcquiredTheNextTime() throws Exception {
    heat("key");
    KeyLease lease = queue.lease(() -> null);
    lease.declare(keys("key"));
    assertThat(isFree("key")).isTrue();

    assertThat(lease.acquire(keys(), LONG)).isTrue();

    assertThat(isFree("key")).isFalse();
  }

  @Test
  void aRetryQueuesForWhatWasWatchedAndWritten() throws Exception {
    KeyLease lease = acquired();
    lease.conflicted(keys("both", "only watched"), keys("both", "only written"), 0);

    assertThat(lease.acquire(keys(), LONG)).isTrue();

    assertThat(isFree("both")).isFalse();
    assertThat(isFree("only watched")).isTrue();
    assertThat(isFree("only written")).isTrue();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void aRetryQueuesForWhatOthersHaveWrittenSinceItsAttemptBegan() throws Exception {
    queue.lease(() -> null).changed(keys("theirs"));
    KeyLease lease = acquired();
    lease.conflicted(keys("theirs"), keys(), LONG);

    assertThat(lease.acquire(keys(), LONG)).isTrue();

    assertThat(isFree("theirs")).isFalse();
  }

  @Test
  void aDeclaredKeyThatNobodyWritesStaysCold() throws Exception {
    KeyLease lease = acquired("config", "account");
    lease.conflicted(keys("config", "account"), keys("account"), 0);

    assertThat(lease.acquire(keys(), LONG)).isTrue();

    assertThat(isFree("config")).isTrue();
    assertThat(isFree("account")).isFalse();
    assertThat(lease.conflicts()).containsOnlyKeys(Key.of("account"));
  }

  @Test
  void aKeyTurnsColdUnlessItIsTheOneThatCallsChange() throws Exception {
    heat("changed", "read");

    KeyLease lease = acquired("changed", "read");
    for (int i = 0; i < 10; i++) {
      KeyLease behind = queue.lease(() -> null);
      Future<Boolean> next = waiting(behind, "changed", "read");
      lease.changed(keys("changed"));
      lease.release();
      next.get();
      lease = behind;
    }

    assertThat(isFree("changed")).isFalse();
    assertThat(isFree("read")).isTrue();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void whoHasLostInLineIsNotOvertakenAgain() throws Exception {
    heat("key");
    KeyLease inLine = acquired("key", "another");
    KeyLease first = acquired();
    assertThat(first.isOvertaking(Key.of("key"))).isFalse();

    inLine.conflicted(keys("key"), keys("key"), 0);

    assertThat(first.isOvertaking(Key.of("key"))).isTrue();
    assertThat(inLine.isOvertaking(Key.of("key"))).isFalse();
    assertThat(first.isOvertaking(Key.of("another"))).isFalse();
    inLine.release();
    assertThat(first.isOvertaking(Key.of("key"))).isFalse();
  }

  @Test
  void whoHoldsWhileOthersWaitIsWaitedFor() throws Exception {
    heat("key");
    KeyLease lease = acquired("key");
    assertThat(lease.isWaitedFor()).isFalse();

    KeyLease behind = queue.lease(() -> null);
    Future<Boolean> next = waiting(behind, "key");

    assertThat(lease.isWaitedFor()).isTrue();
    lease.release();
    next.get();
    assertThat(lease.isWaitedFor()).isFalse();
  }

  @Test
  void whoHasHeldForTooLongOvertakesNobody() throws Exception {
    LocalQueue noLeases = new LocalQueue(QueueMode.ADAPTIVE, 0, key -> 0);
    noLeases.lease(() -> null).conflicted(keys("key"), keys("key"), 0);
    KeyLease slow = noLeases.lease(() -> null);
    slow.acquire(keys("key"), LONG);
    KeyLease next = noLeases.lease(() -> null);
    next.acquire(keys("key"), LONG);
    next.conflicted(keys("key"), keys("key"), 0);

    assertThat(slow.isOvertaking(Key.of("key"))).isFalse();
    assertThat(noLeases.lease(() -> null).isOvertaking(Key.of("key")))
        .as("its lease is over")
        .isFalse();
  }

  /** Has calls wait for each other on a key, two at once. */
  private void crowd(String key) throws Exception {
    heat(key);
    KeyLease first = acquired(key);
    KeyLease second = queue.lease(() -> null);
    Future<Boolean> next = waiting(second, key);
    KeyLease third = queue.lease(() -> null);
    Future<Boolean> last = waiting(third, key);
    first.changed(keys(key));
    first.release();
    next.get();
    second.release();
    last.get();
    third.release();
  }

  private KeyLease inGroupQueue(String... keys) throws InterruptedException {
    KeyLease lease = queue.lease(() -> "kind");
    assertThat(lease.acquire(keys(keys), LONG)).isTrue();
    assertThat(lease.groupWaiter()).isNotNull();
    return lease;
  }

  @Test
  void aKeyOnWhichFewCallsHaveMetHasNoGroupQueue() throws Exception {
    heat("key");
    KeyLease first = acquired("key");
    KeyLease second = queue.lease(() -> null);
    Future<Boolean> next = waiting(second, "key");
    first.changed(keys("key"));
    first.release();
    next.get();
    second.release();
    KeyLease lease = queue.lease(() -> "kind");

    lease.acquire(keys("key"), LONG);

    assertThat(lease.groupWaiter()).isNull();
    assertThat(lease.isQueued()).isTrue();
  }

  @Test
  void whoQueuesForAKeyAloneLetsThoseInTheGroupQueueGoFirstWhoHaveLostThere() throws Exception {
    crowd("key");
    crowd("other");
    KeyLease grouped = inGroupQueue("key");
    KeyLease alone = acquired("key", "other");
    assertThat(alone.groupWaiter()).isNull();
    assertThat(alone.isOvertaking(Key.of("key"))).isFalse();

    alone.changed(keys("key"));
    grouped.conflicted(keys("key"), keys("key"), 0);
    grouped.release();
    assertThat(grouped.acquire(List.of(), LONG)).isTrue();

    assertThat(alone.isOvertaking(Key.of("key"))).isTrue();
    assertThat(alone.isOvertaking(Key.of("other"))).as("nobody wants it").isFalse();
    assertThat(grouped.isOvertaking(Key.of("key"))).isFalse();
  }

  @Test
  void aKeyThatIsWrittenElsewhereHasNoGroupsForSomeTime() throws Exception {
    crowd("key");
    crowd("other");
    KeyLease lost = inGroupQueue("key");

    lost.conflicted(keys("key"), keys("key"), 0);
    lost.release();

    KeyLease next = queue.lease(() -> "kind");
    next.acquire(keys("key"), LONG);
    assertThat(next.groupWaiter()).isNull();
    assertThat(next.isQueued()).isTrue();
    next.release();
    KeyLease withOther = inGroupQueue("key", "other");
    KeyLease behind = queue.lease(() -> "kind");
    Future<Boolean> waits = waiting(behind, "other");
    assertThat(withOther.groupWaiter())
        .isNotNull()
        .extracting(GroupWaiter::isAwaited)
        .as("commits alone")
        .isEqualTo(false);
    KeyLease alone = queue.lease(() -> "kind");
    Future<Boolean> waitsToo = waiting(alone, "key");
    withOther.release();
    waits.get();
    assertThat(alone.groupWaiter()).as("queues with the others").isNotNull();
    behind.release();
    waitsToo.get();
    alone.release();
  }

  @Test
  void aKeyThatIsWrittenOutsideOfTheGroupQueueKeepsItsGroups() throws Exception {
    crowd("key");
    KeyLease lost = inGroupQueue("key");
    KeyLease beside = acquired();
    beside.changed(keys("key"));
    beside.release();

    lost.conflicted(keys("key"), keys("key"), TimeUnit.SECONDS.toNanos(10));
    lost.release();

    inGroupQueue("key").release();
  }

  @Test
  void whoHasHeldForTooLongKnowsNothingOfOthers() throws Exception {
    crowd("key");
    KeyLease lost = inGroupQueue("key");

    lost.conflicted(keys("key"), keys("key"), LONG);
    lost.release();

    inGroupQueue("key").release();
  }

  @Test
  void aCallThatLeavesForTheSakeOfTheOrderDoesNotCoolTheKey() throws Exception {
    heat("a", "b");
    KeyLease holdsA = acquired("a");
    for (int i = 0; i < 100; i++) {
      assertThat(acquired("b").acquire(keys("a"), 0)).isFalse();
    }
    holdsA.release();

    assertThat(queue.isHot(Key.of("b"))).isTrue();
  }

  @Test
  void recentWritesAreBoundedAndForgotten() {
    RecentWrites writes = new RecentWrites();
    IntStream.range(0, 100_000).forEach(i -> writes.add(keys("key " + i)));
    writes.add(keys("last"));

    assertThat(writes.contains(Key.of("last"), LONG)).isTrue();
    assertThat(writes.contains(Key.of("last"), -1)).isFalse();
    assertThat(writes.contains(Key.of("never"), LONG)).isFalse();
    assertThat(IntStream.range(0, 100_000).filter(i -> writes.contains(Key.of("key " + i), LONG)))
        .hasSizeLessThan(2000);
  }
}
