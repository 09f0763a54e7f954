package dev.redisatomic.benchmarks;

import dev.redisatomic.benchmarks.measure.ClusterComparison;
import dev.redisatomic.benchmarks.measure.Measurement;
import dev.redisatomic.benchmarks.measure.Options;
import dev.redisatomic.benchmarks.report.Report;
import dev.redisatomic.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: measures and writes {@code results.json}; or, with the argument {@code cluster},
 * compares one server with clusters and writes {@code cluster.json}; or, with {@code render}, makes
 * tables and charts of these files. See the README of this module for the options.
 */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    boolean render = rest.remove("render");
    boolean cluster = rest.remove("cluster");
    Options options = Options.of(rest);
    Path directory = Files.createDirectories(options.directory());
    Path results = directory.resolve("results.json");
    Measurement.quiet();
    if (render) {
      Report.write(
          Results.read(results, Results.class)
              .orElseThrow(() -> new IllegalArgumentException("There is no " + results)),
          directory);
    } else if (cluster) {
      Results.write(
          directory.resolve("cluster.json"), new ClusterComparison(options, System.out).run());
    } else {
      Results.write(results, new Measurement(options, System.out).run());
    }
  }
}
