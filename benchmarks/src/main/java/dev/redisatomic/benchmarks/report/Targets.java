package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.report.Results.Footprint;
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

  /**
   * Of words such as {@code rate atomic jedis}: a figure of one, or its ratio to that of another.
   */
  private Optional<Double> measured(String at, String[] words) {
    Optional<Double> one = figure(words[0], at, words[1]);
    return words.length == 2
        ? one
        : one.flatMap(of -> figure(words[0], at, words[2]).map(to -> of / to));
  }

  private Optional<Double> figure(String name, String at, String of) {
    return switch (name) {
      case "rate" -> row(at, of, row -> row.rates().median());
      case "conflicts" -> row(at, of, Row::conflictsPerCommit);
      case "p99" -> row(at, of, Row::p99Millis);
      case "fairness" -> row(at, of, Row::fairness);
      case "gave-up" -> row(at, of, row -> (double) row.callsGivenUp());
      case "round-trips" -> footprint(at, of, Footprint::roundTrips);
      case "allocated" -> footprint(at, of, Footprint::allocatedBytes);
      case "time" -> micro(of, "/primaryMetric/score");
      case "bytes" -> micro(of, "/secondaryMetrics/gc.alloc.rate.norm/score");
      default -> throw new IllegalArgumentException("Nothing measures " + name);
    };
  }

  private Optional<Double> row(String at, String contestant, Function<Row, Double> figure) {
    return report.scenario(at).flatMap(scenario -> scenario.row(contestant)).map(figure);
  }

  private Optional<Double> footprint(
      String work, String contestant, Function<Footprint, Double> figure) {
    return report.results().footprints().stream()
        .filter(one -> one.label().equals(work) && one.contestant().equals(contestant))
        .map(figure)
        .findFirst();
  }

  /**
   * Of a benchmark such as {@code CallBenchmark.oneOfMany:1000}, with its parameter if it has one.
   */
  private Optional<Double> micro(String benchmark, String figure) {
    String[] parts = benchmark.split(":", -1);
    String beans = parts.length == 1 ? "" : parts[1];
    return report.micro().stream()
        .flatMap(JsonNode::valueStream)
        .filter(result -> result.path("benchmark").asString().endsWith(parts[0]))
        .filter(result -> result.at("/params/beans").asString("").equals(beans))
        .map(result -> result.at(figure).asDouble(Double.NaN))
        .findFirst();
  }

  /**
   * A figure that the library is held to.
   *
   * @param atLeast whether the bound is a lower one
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
