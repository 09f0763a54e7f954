package dev.redisatomic.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import dev.redisatomic.benchmarks.report.Results.Footprint;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
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
    Stream.of(Contestants.STANDARD, Contestants.ON_LETTUCE)
        .flatMap(List::stream)
        .filter(options::admits)
        .forEach(contestant -> footprints.addAll(measure(contestant, direct)));
    return footprints;
  }

  private List<Footprint> measure(Contestants contestant, Field direct) {
    try (TcpProxy proxy = new TcpProxy(direct.address(), Duration.ZERO);
        Connected counted = contestant.connect(proxy.address())) {
      List<Work> works =
          Contestants.ON_LETTUCE.contains(contestant) ? List.of(Work.TRANSFER) : Work.STANDARD;
      return works.stream()
          .filter(work -> options.admits(work.id()))
          .map(work -> measure(work, contestant, direct, counted.contestant(), proxy))
          .toList();
    }
  }

  private Footprint measure(
      Work work, Contestants which, Field direct, Contestant counted, TcpProxy proxy) {
    int calls = options.quick() ? 50 : 2_000;
    work.prepare(redis, false);
    Caller caller = new Caller(work, false, 1);
    Contestant uncounted = direct.get(which).contestant();
    call(caller, uncounted, calls);
    Map<Long, Long> before = allocatedByThread();
    call(caller, uncounted, calls);
    double allocated = allocatedSince(before);

    // So many that also those who use their connections in turn have opened and set up all.
    call(caller, counted, 2 * Connected.POOL_SIZE);
    proxy.reset();
    call(caller, counted, calls);
    return new Footprint(
        work.id(),
        which.id(),
        proxy.roundTrips.doubleValue() / calls,
        proxy.sent.doubleValue() / calls,
        proxy.received.doubleValue() / calls,
        allocated / calls);
  }

  private static void call(Caller caller, Contestant contestant, int calls) {
    for (int i = 0; i < calls; i++) {
      caller.call(contestant);
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
