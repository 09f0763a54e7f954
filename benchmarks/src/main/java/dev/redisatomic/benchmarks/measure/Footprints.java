package dev.redisatomic.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import dev.redisatomic.benchmarks.report.Results.Footprint;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Task;
import dev.redisatomic.benchmarks.work.Work;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;

/**
 * What single calls cost on a quiet server: allocation on the direct way, bytes and round trips at
 * a proxy that counts them.
 */
record Footprints(Options options, UnifiedJedis redis) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  List<Footprint> measure(Field direct) {
    List<Footprint> footprints = new ArrayList<>();
    List<Contestants> contestants =
        Stream.of(Contestants.STANDARD, Contestants.ON_LETTUCE)
            .flatMap(List::stream)
            .filter(options::admits)
            .toList();
    for (Contestants contestant : contestants) {
      try (TcpProxy proxy = new TcpProxy(direct.address(), Duration.ZERO);
          Connected counted = contestant.connect(proxy.address())) {
        for (Work work : works(contestant)) {
          if (options.admits(work.id())) {
            footprints.add(
                measure(work, contestant, direct.get(contestant), counted.contestant(), proxy));
          }
        }
      }
    }
    return footprints;
  }

  private static List<Work> works(Contestants contestant) {
    return Contestants.ON_LETTUCE.contains(contestant)
        ? List.of(Work.TRANSFER)
        : Arrays.stream(Work.values()).filter(work -> !Work.ABOUT_HOT_KEYS.contains(work)).toList();
  }

  private Footprint measure(
      Work work, Contestants which, Contestant direct, Contestant counted, TcpProxy proxy) {
    int calls = options.quick() ? 50 : 2_000;
    Task task = work.task();
    int entries = task.entries(false);
    task.prepare(redis, entries);
    Caller caller = new Caller(entries, 1);
    call(task, direct, caller, calls);
    Map<Long, Long> before = allocatedByThread();
    call(task, direct, caller, calls);
    double allocated = allocatedSince(before);

    // So many that also those who use their connections in turn have opened and set up all.
    call(task, counted, caller, 2 * Connected.POOL_SIZE);
    proxy.reset();
    call(task, counted, caller, calls);
    return new Footprint(
        work.id(),
        which.id(),
        proxy.roundTrips.doubleValue() / calls,
        proxy.sent.doubleValue() / calls,
        proxy.received.doubleValue() / calls,
        allocated / calls);
  }

  private static void call(Task task, Contestant contestant, Caller caller, int calls) {
    for (int i = 0; i < calls; i++) {
      task.call(contestant, caller);
    }
  }

  /** By all threads, in bytes. What threads allocated that have ended meanwhile is missing. */
  private static double allocatedSince(Map<Long, Long> before) {
    return allocatedByThread().entrySet().stream()
        .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
        .sum();
  }

  private static Map<Long, Long> allocatedByThread() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      // Negative: the thread has ended.
      if (bytes[i] >= 0) {
        allocated.put(ids[i], bytes[i]);
      }
    }
    return allocated;
  }
}
