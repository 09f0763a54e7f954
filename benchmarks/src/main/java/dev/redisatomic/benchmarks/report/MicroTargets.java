package dev.redisatomic.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The targets without a network, from what JMH wrote; none if it has not run. */
final class MicroTargets {

  /** What the profile "micro" writes. */
  private static final String RESULTS = "micro.json";

  private static final String CALL = "CallBenchmark.";
  private static final double MICROS = 5;
  private static final double BYTES = 3_000;

  /** More annotated beans may cost this much more: noise, not growth. */
  private static final double FLAT = 1.2;

  private final JsonNode results;

  private MicroTargets(JsonNode results) {
    this.results = results;
  }

  static List<Target> of(Path directory) throws IOException {
    Path file = directory.resolve(RESULTS);
    if (!Files.exists(file)) {
      return List.of();
    }
    MicroTargets found =
        new MicroTargets(JsonMapper.builder().build().readTree(Files.readString(file)));
    List<Target> targets = new ArrayList<>();
    found.cost("templates", "two keys with {}", targets);
    found.cost("expressions", "two keys with expressions", targets);
    found.growth(targets);
    return targets;
  }

  private void cost(String benchmark, String keys, List<Target> targets) {
    String work = "aspect and " + keys + ", no network";
    find(CALL + benchmark, "")
        .ifPresent(
            result -> {
              targets.add(
                  new Target("micro-time-" + benchmark, work, "µs", MICROS, false, score(result)));
              targets.add(
                  new Target(
                      "micro-bytes-" + benchmark,
                      work,
                      "bytes allocated",
                      BYTES,
                      false,
                      bytes(result)));
            });
  }

  private void growth(List<Target> targets) {
    Optional<JsonNode> few = find("BeansBenchmark.call", "10");
    Optional<JsonNode> many = find("BeansBenchmark.call", "1000");
    if (few.isPresent() && many.isPresent()) {
      targets.add(
          new Target(
              "micro-beans",
              "aspect, no network",
              "time with 1,000 annotated beans / with 10",
              FLAT,
              false,
              score(many.get()) / score(few.get())));
    }
  }

  private Optional<JsonNode> find(String benchmark, String beans) {
    for (JsonNode result : results) {
      if (result.path("benchmark").asString().endsWith(benchmark)
          && result.path("params").path("beans").asString("").equals(beans)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }

  private static double score(JsonNode result) {
    return result.path("primaryMetric").path("score").asDouble();
  }

  private static double bytes(JsonNode result) {
    return result
        .path("secondaryMetrics")
        .path("gc.alloc.rate.norm")
        .path("score")
        .asDouble(Double.NaN);
  }
}
