package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.report.Report.ClusterRow;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was aimed at, beside what came out: ratios of medians. What was not measured is left out.
 */
final class Targets {

  private final Report report;
  private final List<Target> found = new ArrayList<>();

  private Targets(Report report) {
    this.report = report;
  }

  static List<Target> of(Report report) {
    Targets targets = new Targets(report);
    targets.rates();
    targets.roundTrips();
    targets.withoutNetwork();
    targets.cluster();
    return targets.found;
  }

  private void rates() {
    Setting alone = new Setting(1, false, false, 0);
    Setting eight = new Setting(8, false, false, 0);
    Setting far = new Setting(1, false, false, 500);
    Setting hot = new Setting(16, false, true, 0);
    ratio("transfer-1-by-hand", Work.TRANSFER, alone, Contestants.JEDIS, 1.6);
    ratio("transfer-1-lua", Work.TRANSFER, alone, Contestants.LUA, 0.55);
    ratio("transfer-8-by-hand", Work.TRANSFER, eight, Contestants.JEDIS, 1.4);
    ratio("transfer-8-session-callback", Work.TRANSFER, eight, Contestants.SESSION_CALLBACK, 2);
    ratio("transfer-8-rtransaction", Work.TRANSFER, eight, Contestants.RTRANSACTION, 5);
    ratio("transfer-far-by-hand", Work.TRANSFER, far, Contestants.JEDIS, 1.9);
    ratio("transfer-hot-by-hand", Work.TRANSFER, hot, Contestants.JEDIS, 2.5);
    row(Work.TRANSFER, hot, Contestants.ATOMIC)
        .ifPresent(
            row -> {
              String work = describe(Work.TRANSFER, hot);
              double conflicts = row.conflictsPerCommit();
              atMost("transfer-hot-conflicts", work, "conflicts per commit", 0.3, conflicts);
              atMost(
                  "transfer-hot-gave-up",
                  work,
                  "calls that gave up",
                  0,
                  (double) row.callsGivenUp());
            });
    ratio("increment-1-by-hand", Work.INCREMENT, alone, Contestants.JEDIS, 1.8);
  }

  private void ratio(String id, Work work, Setting setting, Contestants peer, double bound) {
    Optional<Row> ours = row(work, setting, Contestants.ATOMIC);
    Optional<Row> theirs = row(work, setting, peer);
    if (ours.isPresent() && theirs.isPresent()) {
      double ratio = ours.get().rates().median() / theirs.get().rates().median();
      String figure = "rate / rate of " + peer.label();
      add(id, describe(work, setting), figure, bound, true, ratio);
    }
  }

  private static String describe(Work work, Setting setting) {
    return work.label() + ", " + setting.describe();
  }

  private Optional<Row> row(Work work, Setting setting, Contestants contestant) {
    return report.results().scenario(work.id(), setting::equals).stream()
        .flatMap(scenario -> Row.of(scenario).stream())
        .filter(row -> row.contestant().equals(contestant.id()))
        .findFirst();
  }

  private void roundTrips() {
    report.results().footprints().stream()
        .filter(one -> one.work().equals(Work.INCREMENT.id()))
        .filter(one -> one.contestant().equals(Contestants.ATOMIC.id()))
        .forEach(
            one ->
                atMost(
                    "increment-round-trips",
                    Work.INCREMENT.label(),
                    "round trips",
                    1,
                    one.roundTrips()));
  }

  private void withoutNetwork() {
    cost("templates", "two keys with {}");
    cost("expressions", "two keys with expressions");
    Optional<JsonNode> few = benchmark("BeansBenchmark.call", "10");
    Optional<JsonNode> many = benchmark("BeansBenchmark.call", "1000");
    if (few.isPresent() && many.isPresent()) {
      atMost(
          "micro-beans",
          "aspect, no network",
          "time with 1,000 annotated beans / with 10",
          1.2, // Noise, not growth.
          score(many.get()) / score(few.get()));
    }
  }

  private void cost(String benchmark, String keys) {
    String work = "aspect and " + keys + ", no network";
    benchmark("CallBenchmark." + benchmark, "")
        .ifPresent(
            result -> {
              JsonNode bytes = result.at("/secondaryMetrics/gc.alloc.rate.norm/score");
              atMost("micro-time-" + benchmark, work, "µs", 5, score(result));
              atMost(
                  "micro-bytes-" + benchmark,
                  work,
                  "bytes allocated",
                  3_000,
                  bytes.asDouble(Double.NaN));
            });
  }

  private Optional<JsonNode> benchmark(String name, String beans) {
    return report.micro().stream()
        .flatMap(JsonNode::valueStream)
        .filter(result -> result.path("benchmark").asString().endsWith(name))
        .filter(result -> result.at("/params/beans").asString("").equals(beans))
        .findFirst();
  }

  private static double score(JsonNode result) {
    return result.at("/primaryMetric/score").asDouble();
  }

  private void cluster() {
    report.clusters().stream()
        .filter(row -> row.of().masters() == 1 && row.of().threads() == 1)
        .map(ClusterRow::ratios)
        .forEach(
            ratios ->
                atMost(
                    "cluster-cost",
                    "transfer, 1 thread, many slots",
                    "time per call on a cluster of one / on one server",
                    1.3,
                    1 / ratios.median()));
  }

  private void atMost(String id, String work, String figure, double bound, double measured) {
    add(id, work, figure, bound, false, measured);
  }

  private void add(
      String id, String work, String figure, double bound, boolean atLeast, double measured) {
    String reason = report.reasons().getProperty(id, "");
    found.add(new Target(work, figure, bound, atLeast, measured, reason));
  }
}
