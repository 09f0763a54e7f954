package dev.redisatomic.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Task;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import redis.clients.jedis.UnifiedJedis;

/** Lets all threads of a setting call one contestant for a while. */
record Round(Task task, Setting setting, Duration window) {

  /** After the round. Transactions that lock each other out would otherwise take minutes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * A round, and by how much it must have changed the data.
   *
   * @param result without a verdict on the data
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Played(RoundResult result, long[] ledger) {}

  /** Writes the data anew, plays, and checks the data unless calls were cut off. */
  RoundResult playAndVerify(UnifiedJedis redis, Contestant contestant, long seed) {
    int entries = task.entries(setting.hot());
    task.prepare(redis, entries);
    Runnable disturbance = task.disturb(redis, entries);
    Played played;
    try {
      played = play(contestant, seed);
    } finally {
      disturbance.run();
    }
    return played.result().cutOff() > 0
        ? played.result()
        : played.result().with(task.verify(redis, played.ledger()));
  }

  /**
   * @param seed of all choices, the same for all contestants of a round
   */
  Played play(Contestant contestant, long seed) {
    int entries = task.entries(setting.hot());
    List<Worker> workers =
        IntStream.range(0, setting.threads())
            .mapToObj(i -> new Worker(new Caller(entries, seed * 31 + i)))
            .toList();
    CountDownLatch ready = new CountDownLatch(workers.size());
    CompletableFuture<Long> start = new CompletableFuture<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            setting.virtual()
                ? new VirtualThreadTaskExecutor().getVirtualThreadFactory()
                : Executors.defaultThreadFactory());
    List<CompletableFuture<Void>> working =
        workers.stream()
            .map(
                worker ->
                    CompletableFuture.runAsync(
                        () -> {
                          ready.countDown();
                          worker.run(task, contestant, start.join(), window.toNanos());
                        },
                        threads))
            .toList();
    threads.shutdown();
    try {
      ready.await();
      long cpuNanos = PROCESS.getProcessCpuTime();
      long begun = System.nanoTime();
      start.complete(begun);
      long cutOff = 0;
      if (!threads.awaitTermination(window.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)) {
        cutOff = working.stream().filter(one -> !one.isDone()).count();
        threads.shutdownNow();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("A call does not end, not even when interrupted");
        }
      }
      long overrunNanos = System.nanoTime() - begun - window.toNanos();
      double cpuMillis = (PROCESS.getProcessCpuTime() - cpuNanos) / 1e6;
      working.forEach(CompletableFuture::join);
      return summary(workers, overrunNanos, cpuMillis, (int) cutOff);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A round was interrupted", e);
    }
  }

  /** One thread's calls. */
  private static final class Worker {

    final Caller caller;
    final LongStream.Builder latencies = LongStream.builder();
    final Map<String, Long> gaveUp = new TreeMap<>();
    long inTime;
    long commits;

    Worker(Caller caller) {
      this.caller = caller;
    }

    /** At least one call; begins calls until the time is over, and ends the last one. */
    void run(Task task, Contestant contestant, long startNanos, long windowNanos) {
      long begun;
      do {
        begun = System.nanoTime();
        try {
          task.call(contestant, caller);
          commits++;
          if (System.nanoTime() - startNanos <= windowNanos) {
            inTime++;
          }
        } catch (RuntimeException e) {
          gaveUp.merge(e.getClass().getSimpleName(), 1L, Long::sum);
        }
        latencies.add(System.nanoTime() - begun);
      } while (System.nanoTime() - startNanos < windowNanos);
    }
  }

  private Played summary(List<Worker> workers, long overrunNanos, double cpuMillis, int cutOff) {
    long[] ledger = new long[task.entries(setting.hot())];
    Map<String, Long> gaveUp = new TreeMap<>();
    for (Worker worker : workers) {
      add(ledger, worker.caller.ledger());
      worker.gaveUp.forEach((name, count) -> gaveUp.merge(name, count, Long::sum));
    }
    long[] latencies =
        workers.stream().flatMapToLong(worker -> worker.latencies.build()).sorted().toArray();
    LongSummaryStatistics commits =
        workers.stream().mapToLong(worker -> worker.commits).summaryStatistics();
    double fair = Math.max(1, commits.getSum()) / (double) workers.size();
    RoundResult result =
        new RoundResult(
            window.toNanos() / 1e9,
            workers.stream().mapToLong(worker -> worker.inTime).sum(),
            commits.getSum(),
            workers.stream().mapToLong(worker -> worker.caller.attempts()).sum(),
            gaveUp,
            Math.max(0, overrunNanos) / 1e6,
            micros(latencies, 0.5),
            micros(latencies, 0.99),
            micros(latencies, 1),
            commits.getMin() / fair,
            commits.getMax() / fair,
            cpuMillis,
            cutOff,
            null);
    return new Played(result, ledger);
  }

  static void add(long[] sum, long[] ledger) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += ledger[i];
    }
  }

  /** What the given share of sorted nanoseconds does not exceed; 0 if there are none. */
  static double micros(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e3;
  }
}
