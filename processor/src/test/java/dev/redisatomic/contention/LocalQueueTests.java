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
  private final LocalQueue queue = new LocalQueue(QueueMode.ADAPTIVE, LONG);
  private final LocalQueue impatient = new LocalQueue(QueueMode.ADAPTIVE, SHORT);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static Place place(LocalQueue queue, String... keys) {
    return queue.place(Stream.of(keys).map(Key::of).toList());
  }

  private static Place taken(LocalQueue queue, String... keys) throws InterruptedException {
    Place place = place(queue, keys);
    assertThat(place.take(LONG)).isTrue();
    return place;
  }

  private Place taken(String... keys) throws InterruptedException {
    return taken(queue, keys);
  }

  private void heat(String... keys) {
    place(queue, keys).conflicted();
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
  void aKeyWithoutConflictsHasNoLine() throws Exception {
    taken("key");
    taken("key");

    assertThat(queue.lines()).isZero();
  }

  @Test
  void afterAConflictTheNextWaitsUntilThePlaceIsLeft() throws Exception {
    heat("key");
    Place first = taken("key");
    Future<Place> second = waiting(() -> taken("key"));

    first.leave();

    second.get().leave();
  }

  @Test
  void whoeverComesFirstIsServedFirst() throws Exception {
    heat("key");
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> line = new ArrayList<>();
    Place first = taken("key");
    for (int i = 0; i < 10; i++) {
      int number = i;
      line.add(
          waiting(
              () -> {
                try (Place place = taken("key")) {
                  served.add(number);
                  place.changed();
                  return place;
                }
              }));
    }

    first.changed();
    first.leave();

    for (Future<?> future : line) {
      future.get();
    }
    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void differentKeysDoNotWaitForEachOther() throws Exception {
    heat("one", "two");

    taken("one");
    taken("two");

    assertThat(queue.lines()).isEqualTo(2);
  }

  @Test
  void aPlaceIsKeptOverConflicts() throws Exception {
    heat("key");
    Place place = taken("key");
    Future<Place> second = waiting(() -> taken("key"));

    place.conflicted();
    assertThat(place.take(LONG)).isTrue();

    assertThat(second.isDone()).isFalse();
    place.leave();
    second.get();
  }

  @Test
  void aKeyDeclaredTwiceIsTakenOnce() throws Exception {
    heat("key");

    taken("key", "key").leave();

    taken("key");
  }

  @Test
  void keysInAnyOrderDoNotDeadlock() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG);
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
                  try (Place place = taken(always, orders[order])) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    assertThat(place).isNotNull();
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
  void whoRunsOutOfTimeLeavesTheLine() throws Exception {
    heat("key");
    Place first = taken("key");

    assertThat(place(queue, "key").take(SHORT)).isFalse();

    first.leave();
    taken("key").leave();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void whoIsInterruptedLeavesTheLine() throws Exception {
    heat("key");
    Place first = taken("key");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> place(queue, "key").take(LONG))
        .isInstanceOf(InterruptedException.class);

    first.leave();
    taken("key").leave();
  }

  @Test
  void whoRunsForTooLongLosesTheTurnToTheNextOnly() throws Exception {
    place(impatient, "key").conflicted();
    taken(impatient, "key");

    taken(impatient, "key");

    assertThat(place(impatient, "key").take(0)).isFalse();
  }

  @Test
  void whoHasLostTheTurnQueuesAgain() throws Exception {
    place(impatient, "key").conflicted();
    Place slow = taken(impatient, "key");
    Place next = taken(impatient, "key");

    assertThat(slow.take(0)).isFalse();

    next.leave();
    assertThat(slow.take(LONG)).isTrue();
  }

  @Test
  void patienceIsNotSpentOnEachKeyAgain() throws Exception {
    LocalQueue someQueue = new LocalQueue(QueueMode.ADAPTIVE, TimeUnit.MILLISECONDS.toNanos(300));
    String[] keys = IntStream.range(0, 100).mapToObj(i -> "key " + i).toArray(String[]::new);
    place(someQueue, keys).conflicted();
    taken(someQueue, keys);

    // not 100 × 300 ms
    assertThat(place(someQueue, keys).take(TimeUnit.SECONDS.toNanos(10))).isTrue();
  }

  @Test
  void whatIsHeldIsKeptWhenALaterKeyTurnsHot() throws Exception {
    heat("a");
    Place first = taken("a", "b");
    Future<Place> second = waiting(() -> taken("a"));

    first.conflicted();
    assertThat(queue.lines()).isEqualTo(2);
    assertThat(first.take(LONG)).isTrue();

    assertThat(second.isDone()).isFalse();
    assertThat(place(queue, "b").take(0)).isFalse();
    first.leave();
    second.get();
  }

  @Test
  void aKeyThatIsCalmTurnsColdAgain() throws Exception {
    heat("key");

    for (int i = 0; i < 100; i++) {
      Place place = taken("key");
      place.changed();
      place.leave();
    }

    assertThat(queue.lines()).isZero();
  }

  @Test
  void callsThatChangeNothingDoNotKeepAKeyHotHoweverManyWait() throws Exception {
    heat("key");
    Place first = taken("key");
    List<Future<Place>> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(waiting(() -> taken("key")));
    }

    first.leave();
    for (int i = 0; queue.lines() > 0; i++) {
      readers.get(i).get().leave();
    }

    // the others were let in without waiting for each other
    for (Future<Place> reader : readers) {
      reader.get();
    }
  }

  @Test
  void callsThatChangeSomethingWhileOthersWaitKeepAKeyHot() throws Exception {
    heat("key");
    Place place = taken("key");

    for (int i = 0; i < 100; i++) {
      Future<Place> next = waiting(() -> taken("key"));
      place.changed();
      place.leave();
      place = next.get();
    }
    place.leave();

    assertThat(queue.lines()).isEqualTo(1);
  }

  @Test
  void idleLinesAreBounded() throws Exception {
    Place held = taken(queue, "held");
    held.conflicted();
    assertThat(held.take(LONG)).isTrue();

    for (int i = 0; i < 10 * LocalQueue.MAX_IDLE_LINES; i++) {
      heat("key " + i);
    }

    assertThat(queue.lines()).isLessThanOrEqualTo(LocalQueue.MAX_IDLE_LINES + 1);
    Future<Place> next = waiting(() -> taken("held"));
    held.leave();
    next.get();
  }

  @Test
  void aThousandThreadsGetThroughVirtualOnesIfThereAreAny() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG);
    Place first = taken(always, "key");
    List<Future<?>> all = new ArrayList<>();
    try (CloseableThreads many = new CloseableThreads()) {
      for (int i = 0; i < 1000; i++) {
        all.add(
            many.submit(
                () -> {
                  taken(always, "key").leave();
                  return null;
                }));
      }
      // were a waiting thread pinned to its carrier, few could wait
      while (always.waiting() < 1000) {
        Thread.onSpinWait();
      }
      first.leave();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(always.lines()).isZero();
  }

  @Test
  void alwaysMeansFromTheFirstCallOnAndKeepsNothing() throws Exception {
    LocalQueue always = new LocalQueue(QueueMode.ALWAYS, LONG);
    Place first = taken(always, "key");

    assertThat(place(always, "key").take(SHORT)).isFalse();

    first.leave();
    Place changing = taken(always, "key");
    Future<Place> next = waiting(always, () -> taken(always, "key"));
    changing.changed();
    changing.leave();
    next.get().leave();
    assertThat(always.lines()).isZero();
    assertThat(always.waiting()).isZero();
  }

  @Test
  void offMeansNever() throws Exception {
    LocalQueue off = new LocalQueue(QueueMode.OFF);
    place(off, "key").conflicted();

    taken(off, "key");
    taken(off, "key");

    assertThat(off.lines()).isZero();
  }
}
