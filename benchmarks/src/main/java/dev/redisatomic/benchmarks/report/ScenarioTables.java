package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.ScenarioResult;
import dev.redisatomic.benchmarks.result.Series;
import dev.redisatomic.benchmarks.work.Work;
import java.util.List;
import java.util.Optional;

/** The contestants beside each other, one table for each work and setting. */
final class ScenarioTables {

  private ScenarioTables() {}

  static String of(Results results) {
    StringBuilder text = new StringBuilder();
    for (Work work : Work.values()) {
      List<ScenarioResult> scenarios =
          results.scenarios().stream().filter(one -> one.work().equals(work.id())).toList();
      if (!scenarios.isEmpty()) {
        text.append("## ").append(work.label()).append("\n\n");
        scenarios.forEach(scenario -> text.append(section(scenario)));
      }
    }
    return text.toString();
  }

  private static String section(ScenarioResult scenario) {
    String heading = "### " + scenario.setting().describe() + "\n\n";
    return scenario.notRun() == null
        ? heading + table(scenario)
        : heading + "Not run: " + scenario.notRun() + ".\n\n";
  }

  private static Table table(ScenarioResult scenario) {
    Table table =
        new Table(
            "",
            "commits/s",
            "× by hand",
            "p50",
            "p99",
            "attempts/commit",
            "conflicts/commit",
            "gave up",
            "data");
    Optional<Series> base = scenario.of(Contestants.BY_HAND.id());
    int rounds = scenario.series().stream().mapToInt(one -> one.rounds().size()).max().orElse(0);
    for (Series series : scenario.series()) {
      Totals totals = Totals.of(series.rounds());
      int fewer = series.rounds().size();
      table.row(
          Labels.of(series.contestant())
              + (fewer < rounds ? " (only " + fewer + " of " + rounds + " rounds: overran)" : ""),
          Format.spread(Statistics.of(series, RoundResult::rate)),
          base.map(one -> Format.spread(Statistics.ofRatios(series, one))).orElse("–"),
          Format.millis(Statistics.of(series, RoundResult::medianMicros).median()),
          Format.millis(Statistics.of(series, RoundResult::p99Micros).median()),
          Format.number(totals.attemptsPerCommit()),
          Format.number(totals.conflictsPerCommit()),
          totals.describeGaveUp(),
          totals.describeData());
    }
    return table;
  }
}
