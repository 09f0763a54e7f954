package dev.redisatomic.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * The middle and the ends of some figures, and how figures are written for readers.
 *
 * @param median of an even number, the mean of the two in the middle
 */
record Figures(double median, double least, double greatest) {

  /**
   * Of at least one figure.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Figures of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Figures(median, sorted.get(0), sorted.get(size - 1));
  }

  @Override
  public String toString() {
    return "%s (%s–%s)".formatted(text(median), text(least), text(greatest));
  }

  /**
   * Any value in the tables. A number that is not whole has two digits after the point if it is
   * small, three significant ones if it is not.
   */
  static String text(Object value) {
    if (value instanceof Double figure) {
      double size = Math.abs(figure);
      return Double.isFinite(figure)
          ? format(size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", figure)
          : "–";
    }
    return value instanceof Long ? format("%,d", value) : value.toString();
  }

  /** Regardless of where the program runs. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
