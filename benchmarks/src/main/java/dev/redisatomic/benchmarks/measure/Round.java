package dev.redisatomic.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Played;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import redis.clients.jedis.HostAndPort;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * All threads that a setting has in one JVM call one contestant for a while.
 *
 * @param seed of all choices, the same for all contestants of a round
 */
record Round(Work work, Setting setting, Contestants by, Duration window, long seed) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** After the round. Transactions that lock each other out would otherwise take minutes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What the other JVMs run: a round for each line of the input. */
  public static void main(String[] arguments) {
    Measurement.quiet();
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Field field = new Field(HostAndPort.from(arguments[0]));
        MappingIterator<Round> rounds = JSON.readerFor(Round.class).readValues(System.in)) {
      while (rounds.hasNext()) {
        Round round = rounds.next();
        answers.println(JSON.writeValueAsString(round.play(field.get(round.by).contestant())));
      }
    }
  }

  /** Lets other JVMs, and not this one, play, all at the same time. */
  static Played playIn(List<ChildJvm> jvms, IntFunction<Round> round) {
    for (int i = 0; i < jvms.size(); i++) {
      jvms.get(i).say(JSON.writeValueAsString(round.apply(i)));
    }
    return Played.inSeveralJvms(
        jvms.stream().map(jvm -> JSON.readValue(jvm.hear(), Played.class)).toList());
  }

  Played play(Contestant contestant) {
    List<Caller> callers =
        IntStream.range(0, setting.threads())
            .mapToObj(i -> new Caller(work, setting.hot(), seed * 31 + i))
            .toList();
    CountDownLatch ready = new CountDownLatch(callers.size());
    CompletableFuture<Long> start = new CompletableFuture<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            setting.virtual()
                ? new VirtualThreadTaskExecutor().getVirtualThreadFactory()
                : Executors.defaultThreadFactory());
    for (Caller caller : callers) {
      threads.execute(
          () -> {
            ready.countDown();
            long end = start.join() + window.toNanos();
            caller.callUntil(end, end + GRACE.toNanos(), contestant);
          });
    }
    threads.shutdown();
    try {
      ready.await();
      long cpuNanos = PROCESS.getProcessCpuTime();
      start.complete(System.nanoTime());
      if (!threads.awaitTermination(window.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("A call does not end, not even when interrupted");
        }
      }
      double cpuMillis = (PROCESS.getProcessCpuTime() - cpuNanos) / 1e6;
      return new Played(callers.stream().map(Caller::calls).toList(), cpuMillis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A round was interrupted", e);
    }
  }
}
