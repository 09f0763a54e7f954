package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contestants beside each other. */
record Section(String what, String title, int threads, @Nullable String notRun, List<Series> all) {

  static Section of(ScenarioResult result) {
    return new Section(
        Work.label(result.work()),
        result.setting().describe(),
        result.setting().threads(),
        result.notRun(),
        result.series());
  }

  static Section of(HotKeysResult result) {
    String title = result.jvms() == 1 ? "1 JVM" : result.jvms() + " JVMs";
    return new Section("Hot keys", title, result.threads(), null, result.series());
  }

  String where() {
    return what + ", " + title;
  }

  List<Row> rows() {
    return all.stream().map(series -> new Row(this, series.contestant(), series.rounds())).toList();
  }

  Optional<Row> row(Contestants contestant) {
    return row(contestant.id());
  }

  Optional<Row> row(String contestant) {
    return rows().stream().filter(row -> row.contestant().equals(contestant)).findFirst();
  }

  /** How many rounds there should be. */
  int planned() {
    return all.stream().mapToInt(series -> series.rounds().size()).max().orElse(0);
  }
}
