package dev.redisatomic.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Groups of horizontal bars, drawn by {@code chart.svg.mustache}, whose places these are.
 *
 * @param name of the file, without its ending
 * @param unit of the figures
 * @param series for each series the figure of each group that it has
 */
record BarChart(String name, String title, String unit, Map<String, Map<String, Double>> series) {

  private static final int LEFT = 230;
  private static final int LONGEST = 480;
  private static final int TOP = 74;
  private static final int BAR = 17;
  private static final int GAP = 12;

  /** Told apart also by those who do not see red and green. */
  private static final List<String> COLORS =
      List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442");

  int height() {
    return TOP + names().size() * groupHeight();
  }

  private List<String> names() {
    return series.values().stream().flatMap(one -> one.keySet().stream()).distinct().toList();
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
    List<String> names = names();
    return IntStream.range(0, names.size())
        .mapToObj(
            i -> {
              int top = TOP + i * groupHeight();
              double middle = top + series.size() * BAR / 2 + 5;
              return new Group(middle, names.get(i), bars(top, names.get(i)));
            })
        .toList();
  }

  private List<Bar> bars(int top, String group) {
    double greatest =
        series.values().stream()
            .flatMap(figures -> figures.values().stream())
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(1.0);
    List<Bar> bars = new ArrayList<>();
    int y = top;
    int i = 0;
    for (Map<String, Double> figures : series.values()) {
      double figure = figures.getOrDefault(group, Double.NaN);
      if (Double.isFinite(figure)) {
        double width = LONGEST * figure / greatest;
        String text = Format.number(figure);
        bars.add(new Bar(y + 1, width, LEFT + width + 6, y + BAR - 4, text, COLORS.get(i)));
      }
      y += BAR;
      i++;
    }
    return bars;
  }
}
