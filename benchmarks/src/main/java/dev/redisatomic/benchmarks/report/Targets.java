package dev.redisatomic.benchmarks.report;

import static dev.redisatomic.benchmarks.contestant.Contestants.ATOMIC;
import static dev.redisatomic.benchmarks.contestant.Contestants.ATOMIC_LETTUCE;
import static dev.redisatomic.benchmarks.contestant.Contestants.JEDIS;
import static dev.redisatomic.benchmarks.contestant.Contestants.LETTUCE;
import static dev.redisatomic.benchmarks.contestant.Contestants.LUA;
import static dev.redisatomic.benchmarks.contestant.Contestants.RTRANSACTION;
import static dev.redisatomic.benchmarks.contestant.Contestants.SESSION_CALLBACK;
import static dev.redisatomic.benchmarks.contestant.Contestants.SESSION_CALLBACK_LETTUCE;
import static dev.redisatomic.benchmarks.work.Work.INCREMENT;
import static dev.redisatomic.benchmarks.work.Work.TRANSFER;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What was aimed at, beside what came out: ratios of medians. What was not measured is left out.
 */
record Targets(Report report) {

  private static final Setting ALONE = new Setting(1, false, false, 0);
  private static final Setting EIGHT = new Setting(8, false, false, 0);
  private static final Setting FAR = new Setting(1, false, false, 500);
  private static final Setting HOT = new Setting(16, false, true, 0);
  private static final String SCORE = "/primaryMetric/score";
  private static final String BYTES = "/secondaryMetrics/gc.alloc.rate.norm/score";

  List<Target> all() {
    String hot = describe(TRANSFER, HOT);
    Optional<Row> onHotKeys = row(TRANSFER, HOT, ATOMIC);
    String templates = "aspect and two keys with {}, no network";
    String expressions = "aspect and two keys with expressions, no network";
    return Stream.of(
            rate("transfer-1-by-hand", TRANSFER, ALONE, JEDIS, 1.6),
            rate("transfer-1-lua", TRANSFER, ALONE, LUA, 0.55),
            rate("transfer-8-by-hand", TRANSFER, EIGHT, JEDIS, 1.4),
            rate("transfer-8-session-callback", TRANSFER, EIGHT, SESSION_CALLBACK, 2),
            rate("transfer-8-rtransaction", TRANSFER, EIGHT, RTRANSACTION, 5),
            rate("transfer-far-by-hand", TRANSFER, FAR, JEDIS, 1.9),
            rate("transfer-hot-by-hand", TRANSFER, HOT, JEDIS, 2.5),
            atMost(
                "transfer-hot-conflicts",
                hot,
                "conflicts per commit",
                0.3,
                onHotKeys.map(Row::conflictsPerCommit)),
            atMost(
                "transfer-hot-gave-up",
                hot,
                "calls that gave up",
                0,
                onHotKeys.map(row -> (double) row.callsGivenUp())),
            rate("lettuce-1-by-hand", TRANSFER, ALONE, ATOMIC_LETTUCE, LETTUCE, 1.7),
            rate(
                "lettuce-8-session-callback",
                TRANSFER,
                EIGHT,
                ATOMIC_LETTUCE,
                SESSION_CALLBACK_LETTUCE,
                1.6),
            rate("lettuce-1-jedis", TRANSFER, ALONE, ATOMIC_LETTUCE, ATOMIC, 0.8),
            rate("lettuce-8-jedis", TRANSFER, EIGHT, ATOMIC_LETTUCE, ATOMIC, 0.8),
            atMost(
                "lettuce-bytes",
                TRANSFER.label(),
                "bytes allocated on Lettuce / on Jedis",
                1.3,
                allocated(ATOMIC_LETTUCE).flatMap(on -> allocated(ATOMIC).map(by -> on / by))),
            rate("increment-1-by-hand", INCREMENT, ALONE, JEDIS, 1.8),
            atMost(
                "increment-round-trips",
                INCREMENT.label(),
                "round trips",
                1,
                footprint(INCREMENT, ATOMIC).map(Footprint::roundTrips)),
            atMost("micro-time-templates", templates, "µs", 5, call("templates", SCORE)),
            atMost(
                "micro-bytes-templates",
                templates,
                "bytes allocated",
                3_000,
                call("templates", BYTES)),
            atMost("micro-time-expressions", expressions, "µs", 5, call("expressions", SCORE)),
            atMost(
                "micro-bytes-expressions",
                expressions,
                "bytes allocated",
                3_000,
                call("expressions", BYTES)),
            atMost(
                "micro-beans",
                "aspect, no network",
                "time with 1,000 annotated beans / with 10",
                1.2, // Noise, not growth.
                beans("1000").flatMap(many -> beans("10").map(few -> many / few))),
            atMost(
                "cluster-cost",
                "transfer, 1 thread, many slots",
                "time per call on a cluster of one / on one server",
                1.3,
                timeOnCluster()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Target> rate(
      String id, Work work, Setting setting, Contestants peer, double bound) {
    return rate(id, work, setting, ATOMIC, peer, bound);
  }

  private Optional<Target> rate(
      String id, Work work, Setting setting, Contestants our, Contestants peer, double bound) {
    return row(work, setting, our)
        .flatMap(
            ours ->
                row(work, setting, peer)
                    .map(theirs -> ours.rates().median() / theirs.rates().median()))
        .map(
            ratio -> {
              String figure =
                  (our == ATOMIC ? "rate" : "rate of " + our.label())
                      + " / rate of "
                      + peer.label();
              return new Target(
                  describe(work, setting), figure, bound, true, ratio, report.reason(id));
            });
  }

  private Optional<Target> atMost(
      String id, String work, String figure, double bound, Optional<Double> measured) {
    return measured.map(found -> new Target(work, figure, bound, false, found, report.reason(id)));
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

  private Optional<Double> allocated(Contestants contestant) {
    return footprint(TRANSFER, contestant).map(Footprint::allocatedBytes);
  }

  private Optional<Footprint> footprint(Work work, Contestants contestant) {
    return report.results().footprints().stream()
        .filter(one -> one.work().equals(work.id()))
        .filter(one -> one.contestant().equals(contestant.id()))
        .findFirst();
  }

  private Optional<Double> call(String method, String figure) {
    return benchmark("CallBenchmark." + method, "", figure);
  }

  private Optional<Double> beans(String count) {
    return benchmark("BeansBenchmark.call", count, SCORE);
  }

  private Optional<Double> benchmark(String name, String beans, String figure) {
    return report.micro().stream()
        .flatMap(JsonNode::valueStream)
        .filter(result -> result.path("benchmark").asString().endsWith(name))
        .filter(result -> result.at("/params/beans").asString("").equals(beans))
        .map(result -> result.at(figure).asDouble(Double.NaN))
        .findFirst();
  }

  private Optional<Double> timeOnCluster() {
    return report.clusters().stream()
        .filter(row -> row.of().masters() == 1 && row.of().threads() == 1)
        .map(row -> 1 / row.ratios().median())
        .findFirst();
  }

  /**
   * A figure that the library is held to.
   *
   * @param work under which circumstances
   * @param figure what is looked at
   * @param bound what is allowed
   * @param atLeast whether it is a lower bound
   * @param measured what was found
   * @param reason why it was missed, as far as known
   */
  record Target(
      String work, String figure, double bound, boolean atLeast, double measured, String reason) {

    boolean met() {
      return Double.isFinite(measured) && (atLeast ? measured >= bound : measured <= bound);
    }

    String goal() {
      return (atLeast ? "≥ " : "≤ ") + Format.number(bound);
    }

    String verdict() {
      return met() ? "met" : "**missed**" + (reason.isEmpty() ? "" : ": " + reason);
    }
  }
}
