package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.HotKeysResult;
import dev.redisatomic.benchmarks.result.HotKeysResult.JvmsSeries;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.ScenarioResult;
import dev.redisatomic.benchmarks.result.Series;
import java.util.List;

/** Whose data was wrong afterwards, up front: a rate of wrong results is worth nothing. */
final class WrongData {

  private final Table table = new Table("who", "at what", "what was found");
  private boolean any;

  private WrongData() {}

  static String of(Results results) {
    WrongData wrong = new WrongData();
    for (ScenarioResult scenario : results.scenarios()) {
      for (Series series : scenario.series()) {
        wrong.check(
            series.contestant(),
            Labels.ofWork(scenario.work()) + ", " + scenario.setting().describe(),
            series.rounds());
      }
    }
    for (HotKeysResult result : results.hotKeys()) {
      for (JvmsSeries series : result.series()) {
        wrong.check(
            series.contestant(),
            "Hot keys, " + result.jvms() + " JVMs",
            series.rounds().stream().flatMap(List::stream).toList());
      }
    }
    return wrong.any
        ? "## Wrong data\n\nThe data was not what the calls that returned must have made of it:\n\n"
            + wrong.table
        : "The data was right after every round that could be judged, of every contestant.\n\n";
  }

  private void check(String contestant, String where, List<RoundResult> rounds) {
    Totals totals = Totals.of(rounds);
    if (!totals.invariant().held()) {
      any = true;
      table.row(Labels.of(contestant), where, totals.describeData());
    }
  }
}
