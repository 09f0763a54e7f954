package dev.redisatomic.benchmarks.micro;

import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the measurements of this package with JMH; takes JMH's own options. */
public final class MicroBenchmarks {

  private static final Path RESULTS = Path.of("micro.json");

  private MicroBenchmarks() {}

  /**
   * Runs them, and writes the results to {@code micro.json} as well.
   *
   * @param arguments JMH's command line, such as {@code CallBenchmark -f 1}
   * @throws CommandLineOptionException if it is not one
   * @throws RunnerException if a measurement fails
   */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    CommandLineOptions asked = new CommandLineOptions(arguments);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(asked).shouldFailOnError(true).addProfiler(GCProfiler.class);
    if (asked.getIncludes().isEmpty()) {
      options.include(MicroBenchmarks.class.getPackageName());
    }
    if (!asked.getResult().hasValue()) {
      options.resultFormat(ResultFormatType.JSON).result(RESULTS.toString());
    }
    new Runner(options.build()).run();
  }
}
