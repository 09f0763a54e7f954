package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which charts there are. One whose figures were not measured is left out. */
record Charts(Results results) {

  List<BarChart> all() {
    return Stream.of(
            transfer(
                "transfer",
                "Funds transfer: rate relative to a WATCH loop by hand",
                false,
                0,
                1,
                8),
            transfer(
                "transfer-far", "The same with 0.5 ms each way to the server", false, 500, 1, 8),
            transfer("transfer-hot", "The same with all threads on two accounts", true, 0, 8, 16),
            works(),
            hotKeys())
        .filter(chart -> !chart.series().isEmpty())
        .toList();
  }

  /** A group of bars per contestant, a bar per number of threads. */
  private BarChart transfer(String file, String title, boolean hot, long delay, int... threads) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (int each : threads) {
      String label = each == 1 ? "1 thread" : each + " threads";
      add(bars, label, Work.TRANSFER, new Setting(each, false, hot, delay));
    }
    return new BarChart(file, title, "× by hand", bars);
  }

  private BarChart works() {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (Work work : Work.values()) {
      add(bars, work.id(), work, new Setting(1, false, false, 0));
    }
    return new BarChart(
        "works", "Each work, 1 thread: rate relative to Jedis by hand", "× by hand", bars);
  }

  private void add(
      Map<String, Map<String, Double>> bars, String label, Work work, Setting setting) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    results.scenario(work.id(), setting::equals).stream()
        .flatMap(scenario -> Row.of(scenario).stream())
        .forEach(row -> row.ratios().ifPresent(ratio -> ratios.put(row.who(), ratio.median())));
    if (!ratios.isEmpty()) {
      bars.put(label, ratios);
    }
  }

  private BarChart hotKeys() {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (Results.HotKeysResult result : results.hotKeys()) {
      Map<String, Double> rates = new LinkedHashMap<>();
      Row.of(result).forEach(row -> rates.put(row.who(), row.rates().median()));
      bars.put(result.title(), rates);
    }
    int threads = results.hotKeys().isEmpty() ? 0 : results.hotKeys().get(0).threads();
    return new BarChart(
        "hot-keys", threads + " threads per JVM on two accounts", "commits/s", bars);
  }
}
