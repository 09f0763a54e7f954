package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.HotKeysResult;
import dev.redisatomic.benchmarks.result.HotKeysResult.JvmsSeries;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.ScenarioResult;
import dev.redisatomic.benchmarks.result.Series;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which charts there are. One whose figures were not measured is left out. */
final class Charts {

  /** For the top of the project: one look at what it is about. */
  static final String TRANSFER = "transfer";

  private static final long DELAY_MICROS = 500;

  private final Results results;

  private Charts(Results results) {
    this.results = results;
  }

  static List<BarChart> of(Results results) {
    Charts charts = new Charts(results);
    List<BarChart> all = new ArrayList<>();
    all.add(
        charts.relative(
            TRANSFER,
            "Funds transfer: rate relative to a WATCH loop by hand",
            List.of(new Setting(1, false, false, 0), new Setting(8, false, false, 0))));
    all.add(
        charts.relative(
            "transfer-far",
            "The same with 0.5 ms each way to the server",
            List.of(
                new Setting(1, false, false, DELAY_MICROS),
                new Setting(8, false, false, DELAY_MICROS))));
    all.add(
        charts.relative(
            "transfer-hot",
            "The same with all threads on two accounts",
            List.of(new Setting(8, false, true, 0), new Setting(16, false, true, 0))));
    all.add(charts.works());
    all.add(charts.hotKeys());
    return all.stream().filter(chart -> !chart.series().isEmpty()).toList();
  }

  /** A group of bars per contestant, a bar per setting. */
  private BarChart relative(String file, String title, List<Setting> settings) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (Setting setting : settings) {
      results
          .scenario(Work.TRANSFER.id(), setting::equals)
          .map(Charts::ratios)
          .filter(ratios -> !ratios.isEmpty())
          .ifPresent(ratios -> bars.put(threads(setting), ratios));
    }
    return new BarChart(file, title, "× by hand", bars);
  }

  private static String threads(Setting setting) {
    return setting.threads() == 1 ? "1 thread" : setting.threads() + " threads";
  }

  private static Map<String, Double> ratios(ScenarioResult scenario) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    Optional<Series> base = scenario.of(Contestants.BY_HAND.id());
    for (Series series : scenario.series()) {
      base.ifPresent(
          one ->
              ratios.put(
                  Labels.of(series.contestant()), Statistics.ofRatios(series, one).median()));
    }
    return ratios;
  }

  private BarChart works() {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    Setting alone = new Setting(1, false, false, 0);
    for (Work work : Work.values()) {
      results
          .scenario(work.id(), alone::equals)
          .map(Charts::ratios)
          .filter(ratios -> !ratios.isEmpty())
          .ifPresent(ratios -> bars.put(work.id(), ratios));
    }
    return new BarChart(
        "works", "Each work, 1 thread: rate relative to Jedis by hand", "× by hand", bars);
  }

  private BarChart hotKeys() {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (HotKeysResult result : results.hotKeys()) {
      Map<String, Double> rates = new LinkedHashMap<>();
      for (JvmsSeries series : result.series()) {
        rates.put(Labels.of(series.contestant()), HotKeysFigures.rates(series).median());
      }
      bars.put(result.jvms() == 1 ? "1 JVM" : result.jvms() + " JVMs", rates);
    }
    int threads = results.hotKeys().isEmpty() ? 0 : results.hotKeys().get(0).threads();
    return new BarChart(
        "hot-keys", threads + " threads per JVM on two accounts", "commits/s", bars);
  }
}
