package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.ClusterResults.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One server beside clusters; nothing if that was not measured. */
final class ClusterTables {

  private static final String RESULTS = "cluster.json";

  private ClusterTables() {}

  private static Optional<ClusterResults> read(Path directory) throws IOException {
    Path file = directory.resolve(RESULTS);
    return Files.exists(file) ? Optional.of(ClusterResults.read(file)) : Optional.empty();
  }

  /** A call on a cluster may cost this much more than on one server. */
  static List<Target> targets(Path directory) throws IOException {
    List<Target> targets = new ArrayList<>();
    read(directory)
        .ifPresent(
            results ->
                of(results, 1, 1)
                    .ifPresent(
                        cluster ->
                            targets.add(
                                new Target(
                                    "cluster-cost",
                                    "transfer, 1 thread, many slots",
                                    "time per call on a cluster of one / on one server",
                                    1.3,
                                    false,
                                    1 / ratios(results, cluster).median()))));
    return targets;
  }

  static String text(Path directory) throws IOException {
    return read(directory).map(ClusterTables::text).orElse("");
  }

  private static String text(ClusterResults results) {
    Table table = new Table("", "threads", "commits/s", "× one server", "data");
    for (Rates rates : results.rounds()) {
      table.row(
          rates.masters() == 0 ? "one server" : "cluster, masters: " + rates.masters(),
          Integer.toString(rates.threads()),
          Format.spread(Statistics.of(rates.perSecond())),
          Format.spread(ratios(results, rates)),
          rates.wrong() == 0 ? "right" : "**WRONG** in %d branches".formatted(rates.wrong()));
    }
    return """
        ## Redis Cluster

        Transfers by Redis Atomic between the accounts of 200 branches, each with a slot of its own,
        in turns on one server and on clusters. All servers and the client share the machine%s, so
        more masters bring nothing here unless there are cores for them; what shows is what a cluster
        costs the client.

        """
            .formatted(
                Optional.ofNullable(results.machine().get("CPUs"))
                    .map(cpus -> " and its " + cpus + " CPUs")
                    .orElse(""))
        + table;
  }

  private static Statistics ratios(ClusterResults results, Rates rates) {
    List<Double> base = of(results, 0, rates.threads()).orElseThrow().perSecond();
    return Statistics.of(
        IntStream.range(0, rates.perSecond().size())
            .mapToObj(round -> rates.perSecond().get(round) / base.get(round))
            .toList());
  }

  private static Optional<Rates> of(ClusterResults results, int masters, int threads) {
    return results.rounds().stream()
        .filter(rates -> rates.masters() == masters && rates.threads() == threads)
        .findFirst();
  }
}
