package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Connected;
import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.ClusterResults.Rates;
import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.server.Cluster;
import dev.redisatomic.benchmarks.server.RedisServer;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** The same transfers on one server and on clusters of one, two and three masters, in turns. */
public final class ClusterComparison implements AutoCloseable {

  private static final int WARM_UP_ROUNDS = 2;

  private final Options options;
  private final PrintStream out;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private ClusterComparison(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  private record Topology(int masters, UnifiedJedis redis, Connected atomic) {}

  /**
   * Compares.
   *
   * @param out for progress
   */
  public static ClusterResults measure(Options options, PrintStream out) {
    try (ClusterComparison comparison = new ClusterComparison(options, out)) {
      return comparison.run();
    }
  }

  private ClusterResults run() {
    Address single = opened(RedisServer.start()).address();
    RedisClient client = opened(Connected.jedis(single));
    List<Topology> topologies = new ArrayList<>();
    topologies.add(new Topology(0, client, opened(Contestants.ATOMIC.connect(single))));
    for (int masters = 1; masters <= (options.quick() ? 2 : 3); masters++) {
      topologies.add(cluster(masters));
    }
    List<Rates> rates = new ArrayList<>();
    for (int threads : List.of(1, 8)) {
      rates.addAll(compare(topologies, threads));
    }
    return new ClusterResults(
        Machine.today(), Machine.describe(client), options.seconds(), options.quick(), rates);
  }

  private Topology cluster(int masters) {
    List<Address> addresses = opened(Cluster.start(masters)).addresses();
    RedisClusterClient client =
        RedisClusterClient.builder()
            .nodes(
                addresses.stream()
                    .map(master -> new HostAndPort(master.host(), master.port()))
                    .collect(Collectors.toSet()))
            .build();
    return new Topology(masters, opened(client), opened(Connected.onCluster(addresses)));
  }

  private List<Rates> compare(List<Topology> topologies, int threads) {
    Round transfers =
        new Round(new Branches(), new Setting(threads, false, false, 0), options.window());
    Map<Topology, List<RoundResult>> results = new LinkedHashMap<>();
    topologies.forEach(topology -> results.put(topology, new ArrayList<>()));
    for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
      out.printf("%d threads, round %d%n", threads, round + 1);
      for (Topology topology : Comparison.rotated(topologies, round)) {
        RoundResult result =
            transfers.playAndVerify(topology.redis(), topology.atomic().contestant(), round);
        if (result.invariant() == null || !result.gaveUp().isEmpty()) {
          throw new IllegalStateException("Transfers failed: " + result);
        }
        if (round >= WARM_UP_ROUNDS) {
          results.getOrDefault(topology, List.of()).add(result);
        }
      }
    }
    List<Rates> rates = new ArrayList<>();
    results.forEach((topology, found) -> rates.add(rates(topology.masters(), threads, found)));
    return rates;
  }

  private static Rates rates(int masters, int threads, List<RoundResult> results) {
    long wrong =
        results.stream()
            .map(RoundResult::invariant)
            .filter(Objects::nonNull)
            .mapToLong(Invariant::wrong)
            .max()
            .orElse(0);
    return new Rates(
        masters, threads, results.stream().map(ClusterComparison::perSecond).toList(), (int) wrong);
  }

  /** All transfers, by the time until the last one ended. */
  private static double perSecond(RoundResult result) {
    return result.commits() / (result.seconds() + result.overrunMillis() / 1e3);
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
