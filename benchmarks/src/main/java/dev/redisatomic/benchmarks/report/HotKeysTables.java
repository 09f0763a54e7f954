package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.HotKeysResult;
import dev.redisatomic.benchmarks.result.HotKeysResult.JvmsSeries;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Many threads on two accounts, in one JVM and in several. */
final class HotKeysTables {

  private HotKeysTables() {}

  static String of(Results results) {
    if (results.hotKeys().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("## Hot keys in one JVM and in several\n\n");
    text.append(
        "Transfers between the same two accounts. *Longest / median wait* compares the longest call"
            + " with the median one, of the same round and JVM; the *share of a thread* is what it"
            + " commits, 1 being a fair share. Both are medians of rounds, of the worst JVM.\n\n");
    for (HotKeysResult result : results.hotKeys()) {
      text.append(
          "### %s, %d threads each\n\n"
              .formatted(result.jvms() == 1 ? "1 JVM" : result.jvms() + " JVMs", result.threads()));
      text.append(table(result));
    }
    return text.toString();
  }

  private static Table table(HotKeysResult result) {
    Table table =
        new Table(
            "",
            "commits/s, all JVMs",
            "× by hand",
            "conflicts/commit",
            "gave up",
            "p50",
            "p99",
            "longest / median wait",
            "least share",
            "greatest share",
            "data");
    for (JvmsSeries series : result.series()) {
      Totals totals = Totals.of(series.rounds().stream().flatMap(List::stream).toList());
      table.row(
          Labels.of(series.contestant()),
          Format.spread(HotKeysFigures.rates(series)),
          HotKeysFigures.ratios(result, series).map(Format::spread).orElse("–"),
          Format.number(totals.conflictsPerCommit()),
          totals.describeGaveUp(),
          Format.millis(greatest(series, RoundResult::medianMicros)),
          Format.millis(greatest(series, RoundResult::p99Micros)),
          Format.number(greatest(series, round -> round.maxMicros() / round.medianMicros())),
          Format.number(-greatest(series, round -> -round.leastShare())),
          Format.number(greatest(series, RoundResult::greatestShare)),
          totals.describeData());
    }
    return table;
  }

  /** Of the JVM that has it worst; the median of the rounds. */
  private static double greatest(JvmsSeries series, ToDoubleFunction<RoundResult> figure) {
    return Statistics.of(
            series.rounds().stream()
                .map(jvms -> jvms.stream().mapToDouble(figure).max().orElseThrow())
                .toList())
        .median();
  }
}
