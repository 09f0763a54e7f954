package dev.redisatomic.benchmarks;

import dev.redisatomic.benchmarks.measure.ClusterComparison;
import dev.redisatomic.benchmarks.measure.Measurement;
import dev.redisatomic.benchmarks.measure.Options;
import dev.redisatomic.benchmarks.report.Report;
import dev.redisatomic.benchmarks.result.Json;
import dev.redisatomic.benchmarks.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: measures and writes {@code results.json}; or, with {@code cluster} as its first
 * argument, compares one server with clusters and writes {@code cluster.json}; or, with {@code
 * render}, makes tables and charts of these files. Both in the directory that it runs in, or in
 * that of {@code --directory}.
 */
public final class Benchmarks {

  private static final String RESULTS = "results.json";
  private static final String CLUSTER = "cluster.json";

  private Benchmarks() {}

  /** See the README of this module for the options. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    Path directory = Path.of("").toAbsolutePath();
    for (String argument : arguments) {
      if (argument.startsWith("--directory=")) {
        directory = Path.of(argument.substring("--directory=".length()));
        rest.remove(argument);
      }
    }
    Files.createDirectories(directory);
    Measurement.quiet();
    if (rest.remove("render")) {
      Report.write(
          Json.read(directory.resolve(RESULTS), Results.class)
              .orElseThrow(() -> new IllegalArgumentException("There is no " + RESULTS)),
          directory);
    } else if (rest.remove("cluster")) {
      Json.write(
          directory.resolve(CLUSTER), new ClusterComparison(Options.of(rest), System.out).run());
    } else {
      Json.write(directory.resolve(RESULTS), new Measurement(Options.of(rest), System.out).run());
    }
  }
}
