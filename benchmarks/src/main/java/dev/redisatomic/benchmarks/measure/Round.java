package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Lets all threads of a setting call one contestant for a while. */
final class Round {

  /** After the round. Transactions that lock each other out would otherwise take minutes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration GRACE_AFTER_INTERRUPT = Duration.ofMinutes(1);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Work work;
  private final Setting setting;
  private final Duration window;

  Round(Work work, Setting setting, Duration window) {
    this.work = work;
    this.setting = setting;
    this.window = window;
  }

  /**
   * @param seed of all choices, the same for all contestants of a round
   */
  Played play(Contestant contestant, long seed) {
    int entries = work.entries(setting.hot());
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < setting.threads(); i++) {
      workers.add(new Worker(work, contestant, new Caller(entries, seed * 31 + i)));
    }
    CountDownLatch ready = new CountDownLatch(workers.size());
    CountDownLatch start = new CountDownLatch(1);
    long[] startNanos = new long[1];
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers) {
      threads.add(
          Threads.start(
              setting.virtual(),
              "caller-" + threads.size(),
              () -> {
                ready.countDown();
                await(start);
                worker.run(startNanos[0], window.toNanos());
              }));
    }
    await(ready);
    startNanos[0] = System.nanoTime();
    start.countDown();
    int cutOff = join(threads);
    return summary(workers, System.nanoTime() - startNanos[0] - window.toNanos(), cutOff);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("A round was interrupted", e);
    }
  }

  /** Returns how many had to be interrupted. */
  private int join(List<Thread> threads) {
    List<Thread> late = alive(threads, window.plus(GRACE));
    late.forEach(Thread::interrupt);
    List<Thread> stuck = alive(late, GRACE_AFTER_INTERRUPT);
    if (!stuck.isEmpty()) {
      throw new IllegalStateException(
          "A call of %s does not end: %s"
              .formatted(work.id(), List.of(stuck.get(0).getStackTrace())));
    }
    return late.size();
  }

  private static List<Thread> alive(List<Thread> threads, Duration after) {
    long limit = System.nanoTime() + after.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, (limit - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("A round was interrupted", e);
    }
    return threads.stream().filter(Thread::isAlive).toList();
  }

  private Played summary(List<Worker> workers, long overrunNanos, int cutOff) {
    long[] ledger = new long[work.entries(setting.hot())];
    Map<String, Long> gaveUp = new TreeMap<>();
    for (Worker worker : workers) {
      for (int i = 0; i < ledger.length; i++) {
        ledger[i] += worker.caller().ledger()[i];
      }
      worker.gaveUp().forEach((name, count) -> gaveUp.merge(name, count, Long::sum));
    }
    Latencies latencies = Latencies.merged(workers.stream().map(Worker::latencies).toList());
    long commits = workers.stream().mapToLong(Worker::commits).sum();
    double fair = Math.max(1, commits) / (double) workers.size();
    RoundResult result =
        new RoundResult(
            window.toNanos() / NANOS_PER_SECOND,
            workers.stream().mapToLong(Worker::inTime).sum(),
            commits,
            workers.stream().mapToLong(worker -> worker.caller().attempts().begun()).sum(),
            gaveUp,
            Math.max(0, overrunNanos) / NANOS_PER_MILLI,
            latencies.micros(0.5),
            latencies.micros(0.99),
            latencies.micros(1),
            workers.stream().mapToLong(Worker::commits).min().orElse(0) / fair,
            workers.stream().mapToLong(Worker::commits).max().orElse(0) / fair,
            cutOff,
            null);
    return new Played(result, Arrays.stream(ledger).boxed().toList());
  }
}
