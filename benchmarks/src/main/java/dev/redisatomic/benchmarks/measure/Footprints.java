package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.server.TcpProxy;
import dev.redisatomic.benchmarks.server.Traffic;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/**
 * What single calls cost on a quiet server: allocation on the direct way, bytes and round trips at
 * a proxy that counts them.
 */
final class Footprints {

  private final Options options;
  private final RedisClient redis;

  Footprints(Options options, RedisClient redis) {
    this.options = options;
    this.redis = redis;
  }

  /** Roughly. */
  static Duration takes(Options options) {
    return options.quick() ? Duration.ofSeconds(2) : Duration.ofSeconds(40);
  }

  List<Footprint> measure(Address address, Field direct) {
    List<Footprint> footprints = new ArrayList<>();
    for (Contestants contestant : Contestants.STANDARD) {
      if (!options.only().contestant(contestant)) {
        continue;
      }
      try (TcpProxy proxy = new TcpProxy(address, Duration.ZERO);
          Contestant counted = contestant.open(proxy.address(), Options.POOL_SIZE)) {
        for (Work work : Work.values()) {
          if (options.only().work(work)) {
            footprints.add(
                measure(work, contestant, direct.get(contestant), counted, proxy.traffic()));
          }
        }
      }
    }
    return footprints;
  }

  private Footprint measure(
      Work work, Contestants which, Contestant direct, Contestant counted, Traffic traffic) {
    int calls = options.quick() ? 50 : 2_000;
    int entries = work.entries(false);
    work.prepare(redis, entries);
    Caller caller = new Caller(entries, 1);
    call(work, direct, caller, calls);
    Allocation allocation = new Allocation();
    call(work, direct, caller, calls);
    long allocated = allocation.bytes();

    // So many that also those who use their connections in turn have opened and set up all.
    call(work, counted, caller, 2 * Options.POOL_SIZE);
    traffic.reset();
    call(work, counted, caller, calls);
    return new Footprint(
        work.id(),
        which.id(),
        traffic.roundTrips() / (double) calls,
        traffic.sent() / (double) calls,
        traffic.received() / (double) calls,
        allocated / (double) calls);
  }

  private static void call(Work work, Contestant contestant, Caller caller, int calls) {
    for (int i = 0; i < calls; i++) {
      work.call(contestant, caller);
    }
  }
}
