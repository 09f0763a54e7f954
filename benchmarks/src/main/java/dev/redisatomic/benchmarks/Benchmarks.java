package dev.redisatomic.benchmarks;

import dev.redisatomic.benchmarks.measure.Measurement;
import dev.redisatomic.benchmarks.measure.Options;
import dev.redisatomic.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: measures and writes {@code results.json}; or, with the argument {@code render},
 * makes tables and charts of it. See the README of this module for the options.
 */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    boolean render = rest.remove("render");
    Options options = Options.of(rest);
    Path directory = Files.createDirectories(options.directory());
    Measurement.quiet();
    if (render) {
      Report.write(directory);
    } else {
      new Measurement(options, System.out).run().write(directory.resolve("results.json"));
    }
  }
}
