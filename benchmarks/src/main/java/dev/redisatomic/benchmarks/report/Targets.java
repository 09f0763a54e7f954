package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.report.Results.Footprint;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What was aimed at, from {@code targets.txt}, beside what came out: ratios of medians. What was
 * not measured is left out.
 */
record Targets(Report report) {

  List<Target> all() throws IOException {
    return Report.resource("targets.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" *\\| *", -1))
        .flatMap(cells -> target(cells[0], cells[1], cells[2], cells[3], cells[4]).stream())
        .toList();
  }

  private Optional<Target> target(
      String name, String at, String figure, String bound, String measured) {
    String reason = report.reasons().getProperty(name, "");
    double allowed = Double.parseDouble(bound.substring(1));
    return measured(at, measured.split(" ", -1))
        .map(found -> new Target(at, figure, allowed, bound.startsWith("≥"), found, reason));
  }

  /** Of words such as {@code rate atomic jedis}. */
  private Optional<Double> measured(String at, String[] words) {
    return switch (words[0]) {
      case "rate" ->
          report
              .section(at)
              .flatMap(
                  section ->
                      section
                          .row(contestant(words[1]))
                          .flatMap(row -> section.ratio(row, contestant(words[2]))));
      case "conflicts" -> row(at, words[1]).map(Row::conflictsPerCommit);
      case "p99" ->
          ratio(row(at, words[1]).map(Row::p99Micros), row(at, words[2]).map(Row::p99Micros));
      case "fairness" -> row(at, words[1]).map(Row::fairness);
      case "gave-up" -> row(at, words[1]).map(row -> (double) row.callsGivenUp());
      case "round-trips" -> footprint(at, words[1], Footprint::roundTrips);
      case "allocates" -> footprint(at, words[1], Footprint::allocatedBytes);
      case "allocated" ->
          ratio(
              footprint(at, words[1], Footprint::allocatedBytes),
              footprint(at, words[2], Footprint::allocatedBytes));
      case "time" -> micro(words[1], "", "/primaryMetric/score");
      case "bytes" -> micro(words[1], "", "/secondaryMetrics/gc.alloc.rate.norm/score");
      case "beans" -> ratio(timeWithBeans(words[1]), timeWithBeans(words[2]));
      case "cluster" ->
          report.clusters().stream()
              .filter(row -> row.of().masters() == 1 && row.of().threads() == 1)
              .map(row -> 1 / row.ratios().median())
              .findFirst();
      default -> throw new IllegalArgumentException("Nothing measures " + words[0]);
    };
  }

  private static Contestants contestant(String id) {
    return Contestants.find(id).orElseThrow();
  }

  private Optional<Row> row(String at, String contestant) {
    return report.section(at).flatMap(section -> section.row(contestant(contestant)));
  }

  private static Optional<Double> ratio(Optional<Double> of, Optional<Double> to) {
    return of.flatMap(one -> to.map(other -> one / other));
  }

  private Optional<Double> footprint(
      String work, String contestant, Function<Footprint, Double> figure) {
    return report.results().footprints().stream()
        .filter(one -> Work.label(one.work()).equals(work))
        .filter(one -> one.contestant().equals(contestant))
        .map(figure)
        .findFirst();
  }

  private Optional<Double> timeWithBeans(String count) {
    return micro("BeansBenchmark.call", count, "/primaryMetric/score");
  }

  private Optional<Double> micro(String name, String beans, String figure) {
    return report.micro().stream()
        .flatMap(JsonNode::valueStream)
        .filter(result -> result.path("benchmark").asString().endsWith(name))
        .filter(result -> result.at("/params/beans").asString("").equals(beans))
        .map(result -> result.at(figure).asDouble(Double.NaN))
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
      return (atLeast ? "≥ " : "≤ ") + Figures.text(bound);
    }

    String verdict() {
      return met() ? "met" : "**missed**" + (reason.isEmpty() ? "" : ": " + reason);
    }
  }
}
