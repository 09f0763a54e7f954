package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.Facts;
import dev.redisatomic.benchmarks.result.Results;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** {@code RESULTS.md} and the charts, all from the raw results. */
public final class Report {

  private static final String CHARTS = "charts";

  /** Why targets were missed, for whoever reads the figures; optional. */
  private static final String REASONS = "reasons.properties";

  private Report() {}

  /** Writes them into a directory. */
  public static void write(Results results, Path directory) throws IOException {
    List<BarChart> charts = Charts.of(results);
    for (BarChart chart : charts) {
      chart.write(directory.resolve(CHARTS));
    }
    List<Target> targets = new ArrayList<>(Targets.of(results));
    targets.addAll(MicroTargets.of(directory));
    targets.addAll(ClusterTables.targets(directory));
    String targetTable = Targets.table(targets, reasons(directory));
    Files.writeString(
        directory.resolve("RESULTS.md"),
        text(results, charts, targetTable, ClusterTables.text(directory)));
  }

  private static Properties reasons(Path directory) throws IOException {
    Properties reasons = new Properties();
    Path file = directory.resolve(REASONS);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        reasons.load(reader);
      }
    }
    return reasons;
  }

  private static String text(
      Results results, List<BarChart> charts, String targets, String cluster) {
    StringBuilder text = new StringBuilder("# Results\n\n");
    if (results.facts().quick()) {
      text.append("**From a trial of the program (`--quick`): the figures mean nothing.**\n\n");
    }
    text.append(
        "Made from `results.json` by a command, not by hand: see [how](README.md). Machines differ"
            + " and are noisy; what counts are the ratios within this run.\n\n");
    text.append(WrongData.of(results));
    text.append(targets);
    text.append(how(results.facts()));
    for (BarChart chart : charts) {
      text.append("![%s](%s/%s.svg)\n\n".formatted(chart.title(), CHARTS, chart.name()));
    }
    text.append(ScenarioTables.of(results));
    text.append(FootprintTables.of(results));
    text.append(HotKeysTables.of(results));
    text.append(cluster);
    return text.toString().stripTrailing() + "\n";
  }

  private static String how(Facts facts) {
    Table machine = new Table("", "");
    machine.row("Date", facts.date());
    facts.machine().forEach(machine::row);
    new TreeMap<>(facts.pingMicros())
        .forEach((way, micros) -> machine.row("PING, " + way, Format.millis(micros)));
    return """
        ## How it was measured

        %d rounds of %s s per contestant and setting, in turns (A B C, B C A, …), after one that does
        not count. All contestants have %d connections, the same server and plain UTF-8 strings. Rates
        and ratios are medians, with the least and the greatest round in brackets; a ratio compares
        the same round. p50 and p99 are medians of the rounds' percentiles of all calls, also of those
        that gave up. *Conflicts* are attempts that did not commit. *Cold* spreads the calls over
        1,000 keys, *hot* has all of them on two accounts or hashes, or on the same five keys.

        """
            .formatted(facts.rounds(), Format.number(facts.seconds()), facts.poolSize())
        + machine;
  }
}
