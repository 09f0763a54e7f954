package dev.redisatomic.benchmarks.report;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Groups of horizontal bars as SVG: a few hundred bytes per bar, with text as text, and without the
 * fonts that Java's own graphics would need on the machine that draws.
 *
 * @param name of the file, without its ending
 * @param unit of the figures
 * @param series for each series the figure of each group that it has
 */
record BarChart(String name, String title, String unit, Map<String, Map<String, Double>> series) {

  private static final int WIDTH = 800;
  private static final int LABELS = 230;
  private static final int FIGURES = 90;
  private static final int HEAD = 74;
  private static final int BAR = 17;
  private static final int GAP = 12;

  /** Told apart also by those who do not see red and green. */
  private static final List<String> COLORS =
      List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442");

  String svg() {
    Set<String> groups = new LinkedHashSet<>();
    series.values().forEach(figures -> groups.addAll(figures.keySet()));
    StringBuilder body = new StringBuilder(text(GAP, 26, 18, "start", title)).append(legend());
    int y = HEAD;
    for (String group : groups) {
      body.append(text(LABELS - 10, y + series.size() * BAR / 2 + 5, 14, "end", group));
      Iterator<String> colors = COLORS.iterator();
      for (Map<String, Double> figures : series.values()) {
        body.append(bar(y, figures.getOrDefault(group, Double.NaN), colors.next()));
        y += BAR;
      }
      y += GAP;
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" font-family="system-ui, sans-serif">
    <title>%3$s</title>
    <rect width="%1$d" height="%2$d" fill="#ffffff"/>
    %4$s<line x1="%5$d" x2="%5$d" y1="%6$d" y2="%2$d" stroke="#666666"/>
    </svg>
    """
        .formatted(WIDTH, y, escaped(title), body, LABELS, HEAD - GAP / 2);
  }

  private String legend() {
    StringBuilder legend = new StringBuilder();
    Iterator<String> colors = COLORS.iterator();
    int x = LABELS;
    for (String label : series.keySet()) {
      legend.append(rectangle(x, 42, 14, 14, colors.next()));
      legend.append(text(x + 20, 54, 13, "start", label));
      x += 40 + 8 * label.length();
    }
    return legend.append(text(WIDTH - GAP, 54, 13, "end", unit)).toString();
  }

  private String bar(int y, double figure, String color) {
    if (!Double.isFinite(figure)) {
      return "";
    }
    double greatest =
        series.values().stream()
            .flatMap(figures -> figures.values().stream())
            .filter(Double::isFinite)
            .max(Double::compare)
            .orElse(1.0);
    double width = (WIDTH - LABELS - FIGURES) * figure / greatest;
    return rectangle(LABELS, y + 1, width, BAR - 2, color)
        + text(LABELS + width + 6, y + BAR - 4, 13, "start", Format.number(figure));
  }

  private static String rectangle(double x, double y, double width, int height, String color) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
        x,
        y,
        width,
        height,
        color);
  }

  private static String text(double x, double y, int size, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\""
            + " fill=\"#222222\">%s</text>\n",
        x,
        y,
        size,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
