package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Groups of horizontal bars, drawn by {@code chart.svg.mustache}, whose places these are.
 *
 * @param name of the file, without its ending
 * @param unit of the figures
 * @param series for each series the figure of each group that it has
 */
record Chart(String name, String title, String unit, Map<String, Map<String, Double>> series) {

  private static final String BY_HAND = "× by hand";
  private static final int LEFT = 230;
  private static final int LONGEST = 480;
  private static final int TOP = 74;
  private static final int BAR = 17;
  private static final int GAP = 12;

  /** Told apart also by those who do not see red and green. */
  private static final List<String> COLORS =
      List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442");

  /** Those whose figures were measured. */
  static List<Chart> all(Report report) {
    Map<String, Map<String, Double>> works = new LinkedHashMap<>();
    for (Work work : Work.values()) {
      addRatios(works, work.id(), report.section(work.label() + ", 1 thread, cold"));
    }
    Map<String, Map<String, Double>> hot = new LinkedHashMap<>();
    report.hotKeys().forEach(one -> hot.put(one.title(), figures(one, Row::rates)));
    int threads = report.hotKeys().stream().mapToInt(Section::threads).findFirst().orElse(0);
    String transfer = "Funds transfer: rate relative to a WATCH loop by hand";
    String far = "The same with 0.5 ms each way to the server";
    String together = "The same with all threads on two accounts";
    String each = "Each work, 1 thread: rate relative to Jedis by hand";
    String jvms = threads + " threads per JVM on two accounts";
    return Stream.of(
            transfers("transfer", transfer, report, "cold", "1 thread", "8 threads"),
            transfers(
                "transfer-far", far, report, "cold, 0.5 ms each way", "1 thread", "8 threads"),
            transfers("transfer-hot", together, report, "hot", "8 threads", "16 threads"),
            new Chart("works", each, BY_HAND, works),
            new Chart("hot-keys", jvms, "commits/s", hot))
        .filter(chart -> !chart.series.isEmpty())
        .toList();
  }

  /** A group of bars per contestant, a bar per number of threads. */
  private static Chart transfers(
      String name, String title, Report report, String load, String... threads) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (String each : threads) {
      String where = String.join(", ", Work.TRANSFER.label(), each, load);
      addRatios(bars, each, report.section(where));
    }
    return new Chart(name, title, BY_HAND, bars);
  }

  private static void addRatios(
      Map<String, Map<String, Double>> bars, String label, Optional<Section> section) {
    section
        .filter(one -> one.row(Contestants.BY_HAND).isPresent())
        .ifPresent(one -> bars.put(label, figures(one, row -> row.ratios().orElseThrow())));
  }

  private static Map<String, Double> figures(Section section, Function<Row, Figures> figure) {
    Map<String, Double> figures = new LinkedHashMap<>();
    section.rows().forEach(row -> figures.put(row.who(), figure.apply(row).median()));
    return figures;
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
        bars.add(
            new Bar(
                y + 1, width, LEFT + width + 6, y + BAR - 4, Figures.text(figure), COLORS.get(i)));
      }
      i++;
    }
    return bars;
  }
}
