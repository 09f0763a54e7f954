package dev.redisatomic.benchmarks.cluster;

import dev.redisatomic.benchmarks.contestant.ClusterContestant;
import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.contestant.JedisPool;
import dev.redisatomic.benchmarks.measure.Machine;
import dev.redisatomic.benchmarks.measure.Options;
import dev.redisatomic.benchmarks.measure.Rotation;
import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.ClusterResults.Rates;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.server.RedisServer;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;

/** The same transfers on one server and on clusters of one, two and three masters, in turns. */
public final class ClusterComparison implements AutoCloseable {

  private static final List<Integer> THREADS = List.of(1, 8);
  private static final int WARM_UP_ROUNDS = 2;

  private final Options options;
  private final PrintStream out;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<Integer, Branches> topologies = new TreeMap<>();

  private ClusterComparison(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Compares.
   *
   * @param out for progress
   */
  public static ClusterResults measure(Options options, PrintStream out)
      throws InterruptedException {
    try (ClusterComparison comparison = new ClusterComparison(options, out)) {
      return comparison.run();
    }
  }

  private ClusterResults run() throws InterruptedException {
    Address single = opened(RedisServer.start()).address();
    RedisClient client = JedisPool.open(single, 2);
    topologies.put(
        0, opened(new Branches(client, Contestants.ATOMIC.open(single, Options.POOL_SIZE))));
    for (int masters = 1; masters <= (options.quick() ? 2 : 3); masters++) {
      topologies.put(masters, branches(opened(Cluster.start(masters)).addresses()));
    }
    List<Rates> rates = new ArrayList<>();
    for (int threads : THREADS) {
      rates.addAll(compare(threads));
    }
    return new ClusterResults(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Machine.describe(client),
        options.window().toNanos() / 1e9,
        options.quick(),
        rates);
  }

  private Branches branches(List<Address> masters) {
    RedisClusterClient client =
        RedisClusterClient.builder()
            .nodes(
                masters.stream()
                    .map(master -> new HostAndPort(master.host(), master.port()))
                    .collect(Collectors.toSet()))
            .build();
    return opened(new Branches(client, ClusterContestant.open(masters, Options.POOL_SIZE)));
  }

  private List<Rates> compare(int threads) throws InterruptedException {
    Map<Integer, List<Double>> rates = new TreeMap<>();
    List<Integer> order = List.copyOf(topologies.keySet());
    for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
      out.printf("%d threads, round %d%n", threads, round + 1);
      for (int masters : Rotation.of(order, round)) {
        Branches branches = topologies.get(masters);
        double rate = branches == null ? 0 : branches.transfer(threads, options.window());
        if (round >= WARM_UP_ROUNDS) {
          rates.computeIfAbsent(masters, none -> new ArrayList<>()).add(rate);
        }
      }
    }
    List<Rates> result = new ArrayList<>();
    topologies.forEach(
        (masters, branches) ->
            result.add(
                new Rates(
                    masters, threads, rates.getOrDefault(masters, List.of()), branches.wrong())));
    return result;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        out.println("Could not close: " + e);
      }
    }
  }
}
