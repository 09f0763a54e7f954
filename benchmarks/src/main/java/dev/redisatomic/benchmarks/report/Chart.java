package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Horizontal bars, a group per contestant, in it one per series; drawn by {@code
 * chart.svg.mustache}, whose places these are.
 *
 * @param name of the file, without its ending
 * @param series by their labels, the figures of contestants
 */
record Chart(String name, String title, String unit, Map<String, Map<String, Double>> series) {

  private static final int LONGEST = 480;
  private static final int TOP = 74;
  private static final int BAR = 17;
  private static final int GAP = 12;

  /** Told apart also by those who do not see red and green. */
  private static final List<String> COLORS = List.of("#0072B2", "#E69F00", "#009E73");

  private Chart(String name, String title) {
    this(name, title, "× by hand", new LinkedHashMap<>());
  }

  /** Those whose figures were measured. */
  static List<Chart> all(Report report) {
    Chart transfer = new Chart("transfer", "Funds transfer: rate relative to a WATCH loop by hand");
    Chart far = new Chart("transfer-far", "The same with 0.5 ms each way to the server");
    Chart hot = new Chart("transfer-hot", "The same with all threads on two accounts");
    Chart works = new Chart("works", "Each work, 1 thread: rate relative to Jedis by hand");
    Chart jvms =
        new Chart("hot-keys", "Transfers between two accounts", "commits/s", new LinkedHashMap<>());
    for (Setting setting : List.of(Setting.cold(1), Setting.cold(8))) {
      transfer.add(setting.callers(), report.rows(Work.TRANSFER, setting), Row::ratio);
      far.add(setting.callers(), report.rows(Work.TRANSFER, setting.far()), Row::ratio);
    }
    for (Setting setting : List.of(Setting.hot(8), Setting.hot(16))) {
      hot.add(setting.callers(), report.rows(Work.TRANSFER, setting), Row::ratio);
    }
    for (Work work : Work.STANDARD) {
      works.add(work.id(), report.rows(work, Setting.cold(1)), Row::ratio);
    }
    for (Setting setting : List.of(Setting.hot(16), Setting.hot(16).in(3))) {
      jvms.add(setting.callers(), report.rows(Work.TRANSFER, setting), row -> row.rates().median());
    }
    return Stream.of(transfer, far, hot, works, jvms)
        .filter(chart -> !chart.series.isEmpty())
        .toList();
  }

  private void add(String label, List<Row> rows, ToDoubleFunction<Row> figure) {
    Map<String, Double> figures = new LinkedHashMap<>();
    rows.forEach(row -> figures.put(row.who(), figure.applyAsDouble(row)));
    if (!figures.isEmpty()) {
      series.put(label, figures);
    }
  }

  String text() throws IOException {
    return Mustache.compiler().compile(Report.resource("chart.svg.mustache")).execute(this);
  }

  private List<String> contestants() {
    return series.values().stream().flatMap(one -> one.keySet().stream()).distinct().toList();
  }

  int height() {
    return TOP + contestants().size() * groupHeight();
  }

  private int groupHeight() {
    return series.size() * BAR + GAP;
  }

  record Label(int x, String text, String color) {}

  List<Label> legend() {
    List<Label> legend = new ArrayList<>();
    int x = 0;
    for (String label : series.keySet()) {
      legend.add(new Label(x, label, COLORS.get(legend.size())));
      x += 40 + 8 * label.length();
    }
    return legend;
  }

  record Group(int y, int middle, String who, List<Bar> bars) {}

  record Bar(int y, long width, String figure, String color) {}

  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (String who : contestants()) {
      int y = TOP + groups.size() * groupHeight();
      groups.add(new Group(y, series.size() * BAR / 2 + 5, who, bars(who)));
    }
    return groups;
  }

  private List<Bar> bars(String who) {
    double greatest =
        series.values().stream()
            .flatMap(figures -> figures.values().stream())
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(1.0);
    List<Bar> bars = new ArrayList<>();
    for (Label label : legend()) {
      double figure = series.getOrDefault(label.text, Map.of()).getOrDefault(who, Double.NaN);
      if (Double.isFinite(figure)) {
        int y = COLORS.indexOf(label.color) * BAR;
        long width = Math.round(LONGEST * figure / greatest);
        bars.add(new Bar(y, width, Figures.text(figure), label.color));
      }
    }
    return bars;
  }
}
