package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import redis.clients.jedis.UnifiedJedis;

/** Lets all threads of a setting call one contestant for a while. */
record Round(Task task, Setting setting, Duration window) {

  /** After the round. Transactions that lock each other out would otherwise take minutes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration GRACE_AFTER_INTERRUPT = Duration.ofMinutes(1);

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
            .mapToObj(i -> new Worker(task, contestant, new Caller(entries, seed * 31 + i)))
            .toList();
    CountDownLatch ready = new CountDownLatch(workers.size());
    CompletableFuture<Long> start = new CompletableFuture<>();
    List<Thread> threads =
        workers.stream()
            .map(
                worker ->
                    start(
                        () -> {
                          ready.countDown();
                          worker.run(start.join(), window.toNanos());
                        }))
            .toList();
    try {
      ready.await();
      long startNanos = System.nanoTime();
      start.complete(startNanos);
      int cutOff = join(threads);
      return summary(workers, System.nanoTime() - startNanos - window.toNanos(), cutOff);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A round was interrupted", e);
    }
  }

  /** By reflection, for code that JDK 17 has to compile and run. */
  private Thread start(Runnable task) {
    if (!setting.virtual()) {
      Thread thread = new Thread(task, "caller");
      thread.start();
      return thread;
    }
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No virtual thread could be started", e);
    }
  }

  /** Returns how many had to be interrupted. */
  private int join(List<Thread> threads) throws InterruptedException {
    List<Thread> late = alive(threads, window.plus(GRACE));
    late.forEach(Thread::interrupt);
    List<Thread> stuck = alive(late, GRACE_AFTER_INTERRUPT);
    if (!stuck.isEmpty()) {
      throw new IllegalStateException(
          "A call does not end: " + List.of(stuck.get(0).getStackTrace()));
    }
    return late.size();
  }

  private static List<Thread> alive(List<Thread> threads, Duration after)
      throws InterruptedException {
    long limit = System.nanoTime() + after.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (limit - System.nanoTime()) / 1_000_000));
    }
    return threads.stream().filter(Thread::isAlive).toList();
  }

  private Played summary(List<Worker> workers, long overrunNanos, int cutOff) {
    long[] ledger = new long[task.entries(setting.hot())];
    Map<String, Long> gaveUp = new TreeMap<>();
    for (Worker worker : workers) {
      add(ledger, worker.caller.ledger());
      worker.gaveUp.forEach((name, count) -> gaveUp.merge(name, count, Long::sum));
    }
    long[] latencies =
        workers.stream().flatMapToLong(worker -> worker.latencies.build()).sorted().toArray();
    long commits = sum(workers, worker -> worker.commits);
    double fair = Math.max(1, commits) / (double) workers.size();
    RoundResult result =
        new RoundResult(
            window.toNanos() / 1e9,
            sum(workers, worker -> worker.inTime),
            commits,
            sum(workers, worker -> worker.caller.attempts()),
            gaveUp,
            Math.max(0, overrunNanos) / 1e6,
            micros(latencies, 0.5),
            micros(latencies, 0.99),
            micros(latencies, 1),
            commits(workers).min().orElse(0) / fair,
            commits(workers).max().orElse(0) / fair,
            cutOff,
            null);
    return new Played(result, ledger);
  }

  static void add(long[] sum, long[] ledger) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += ledger[i];
    }
  }

  private static long sum(List<Worker> workers, ToLongFunction<Worker> figure) {
    return workers.stream().mapToLong(figure).sum();
  }

  private static LongStream commits(List<Worker> workers) {
    return workers.stream().mapToLong(worker -> worker.commits);
  }

  /**
   * What the given share of sorted durations in nanoseconds does not exceed; 0 if there are none.
   */
  static double micros(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e3;
  }
}
