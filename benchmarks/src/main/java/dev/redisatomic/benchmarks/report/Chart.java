package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Groups of horizontal bars, drawn by {@code chart.svg.mustache}, whose places these are: a group
 * per contestant, in it a bar per series.
 *
 * @param name of the file, without its ending
 * @param unit of the figures
 */
record Chart(String name, String title, String unit, Map<String, Map<String, Double>> series) {

  private static final int LEFT = 230;
  private static final int LONGEST = 480;
  private static final int TOP = 74;
  private static final int BAR = 17;
  private static final int GAP = 12;

  /** Told apart also by those who do not see red and green. */
  private static final List<String> COLORS = List.of("#0072B2", "#E69F00", "#009E73");

  /** Those whose figures were measured. */
  static List<Chart> all(Results results) {
    Chart transfer = byHand("transfer", "Funds transfer: rate relative to a WATCH loop by hand");
    Chart far = byHand("transfer-far", "The same with 0.5 ms each way to the server");
    Chart hot = byHand("transfer-hot", "The same with all threads on two accounts");
    Chart works = byHand("works", "Each work, 1 thread: rate relative to Jedis by hand");
    Chart jvms =
        new Chart("hot-keys", "In one JVM and in three", "commits/s", new LinkedHashMap<>());
    for (Setting setting : List.of(Setting.cold(1), Setting.cold(8))) {
      transfer.add(setting.callers(), results, Work.TRANSFER, setting, Row::ratios);
      far.add(setting.callers(), results, Work.TRANSFER, setting.far(), Row::ratios);
    }
    for (Setting setting : List.of(Setting.hot(8), Setting.hot(16))) {
      hot.add(setting.callers(), results, Work.TRANSFER, setting, Row::ratios);
    }
    for (Work work : Work.STANDARD) {
      works.add(work.id(), results, work, Setting.cold(1), Row::ratios);
    }
    for (Setting setting : List.of(Setting.hot(16), Setting.hot(16).in(3))) {
      Function<Row, Optional<Figures>> rates = row -> Optional.of(row.rates());
      jvms.add(setting.callers(), results, Work.TRANSFER, setting, rates);
    }
    return Stream.of(transfer, far, hot, works, jvms)
        .filter(chart -> !chart.series.isEmpty())
        .toList();
  }

  private static Chart byHand(String name, String title) {
    return new Chart(name, title, "× by hand", new LinkedHashMap<>());
  }

  private void add(
      String label,
      Results results,
      Work work,
      Setting setting,
      Function<Row, Optional<Figures>> figure) {
    Map<String, Double> bars = new LinkedHashMap<>();
    results.scenarios().stream()
        .filter(one -> one.work().equals(work.id()) && one.setting().equals(setting))
        .flatMap(scenario -> scenario.rows().stream())
        .forEach(row -> figure.apply(row).ifPresent(it -> bars.put(row.who(), it.median())));
    if (!bars.isEmpty()) {
      series.put(label, bars);
    }
  }

  String text() throws IOException {
    return Mustache.compiler()
        .withFormatter(
            value -> value instanceof Double ? Figures.format("%.1f", value) : value.toString())
        .compile(Report.resource("chart.svg.mustache"))
        .execute(this);
  }

  int height() {
    return TOP + (int) names().count() * groupHeight();
  }

  private Stream<String> names() {
    return series.values().stream().flatMap(one -> one.keySet().stream()).distinct();
  }

  private int groupHeight() {
    return series.size() * BAR + GAP;
  }

  record Label(double x, double textX, String text, String color) {}

  List<Label> legend() {
    List<Label> legend = new ArrayList<>();
    double x = LEFT;
    for (String label : series.keySet()) {
      legend.add(new Label(x, x + 20, label, COLORS.get(legend.size())));
      x += 40 + 8 * label.length();
    }
    return legend;
  }

  record Group(double y, String text, List<Bar> bars) {}

  record Bar(double y, double width, double textX, double textY, String figure, String color) {}

  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    names()
        .forEach(
            name -> {
              int top = TOP + groups.size() * groupHeight();
              groups.add(new Group(top + series.size() * BAR / 2 + 5, name, bars(top, name)));
            });
    return groups;
  }

  private List<Bar> bars(int top, String group) {
    double greatest =
        series.values().stream()
            .flatMap(figures -> figures.values().stream())
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(1.0);
    List<Bar> bars = new ArrayList<>();
    int i = 0;
    for (Map<String, Double> figures : series.values()) {
      double figure = figures.getOrDefault(group, Double.NaN);
      if (Double.isFinite(figure)) {
        double width = LONGEST * figure / greatest;
        int y = top + i * BAR;
        String text = Figures.text(figure);
        bars.add(new Bar(y + 1, width, LEFT + width + 6, y + BAR - 4, text, COLORS.get(i)));
      }
      i++;
    }
    return bars;
  }
}
