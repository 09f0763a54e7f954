package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results.ClusterResults;
import dev.redisatomic.benchmarks.report.Results.ClusterResults.Rates;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * The same transfers on one server and on clusters of one, two and three masters, in turns.
 *
 * @param out for progress
 */
public record ClusterComparison(Options options, PrintStream out) {

  private static final int WARM_UP_ROUNDS = 2;

  /** Compares. */
  public ClusterResults run() {
    List<Topology> topologies = new ArrayList<>();
    try {
      for (int masters = 0; masters <= (options.quick() ? 2 : 3); masters++) {
        topologies.add(Topology.start(masters));
      }
      List<Rates> rates = new ArrayList<>();
      for (int threads : List.of(1, 8)) {
        Comparison.turns(
                topologies,
                WARM_UP_ROUNDS,
                options.rounds(),
                (topology, round) -> Optional.of(turn(topology, threads, round)))
            .forEach((topology, found) -> rates.add(rates(topology.masters, threads, found)));
      }
      return new ClusterResults(
          Machine.today(),
          Machine.describe(topologies.get(0).redis),
          options.seconds(),
          options.quick(),
          rates);
    } finally {
      topologies.forEach(Topology::close);
    }
  }

  /**
   * What is measured.
   *
   * @param masters none for a server that is no cluster
   */
  private record Topology(int masters, Runnable stop, UnifiedJedis redis, Connected atomic) {

    static Topology start(int masters) {
      if (masters == 0) {
        RedisServer server = RedisServer.start();
        HostAndPort address = HostAndPort.from(server.address());
        return new Topology(
            masters, server::close, Connected.jedis(address), Contestants.ATOMIC.connect(address));
      }
      RedisCluster cluster = RedisCluster.start(RedisBinary.find(), masters, 0);
      Set<HostAndPort> addresses =
          cluster.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet());
      return new Topology(
          masters,
          cluster::close,
          RedisClusterClient.builder().nodes(addresses).build(),
          Connected.onCluster(cluster.addresses()));
    }

    void close() {
      atomic.close();
      redis.close();
      stop.run();
    }
  }

  private RoundResult turn(Topology topology, int threads, int round) {
    out.printf("%d threads, round %d, masters: %d%n", threads, round + 1, topology.masters);
    RoundResult result =
        new Round(Work.inBranches(), new Setting(threads, false, false, 0), options.window())
            .playAndVerify(topology.redis, topology.atomic.contestant(), round);
    if (result.invariant() == null || !result.gaveUp().isEmpty()) {
      throw new IllegalStateException("Transfers failed: " + result);
    }
    return result;
  }

  private static Rates rates(int masters, int threads, List<RoundResult> results) {
    long wrong =
        results.stream()
            .mapToLong(result -> Objects.requireNonNull(result.invariant()).wrong())
            .max()
            .orElse(0);
    return new Rates(
        masters, threads, results.stream().map(ClusterComparison::perSecond).toList(), (int) wrong);
  }

  /** All transfers, by the time until the last one ended. */
  private static double perSecond(RoundResult result) {
    return result.commits() / (result.seconds() + result.overrunMillis() / 1e3);
  }
}
