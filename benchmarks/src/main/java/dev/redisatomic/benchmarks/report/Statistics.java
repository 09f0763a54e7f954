package dev.redisatomic.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The middle and the ends of some figures.
 *
 * @param median of an even number, the mean of the two in the middle
 */
record Statistics(double median, double least, double greatest) {

  /**
   * Of at least one figure.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Statistics of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Statistics(median, sorted.get(0), sorted.get(size - 1));
  }

  /** Of the ratios of figures, round by round, as far as both took part. */
  static Statistics ofRatios(List<Double> figures, List<Double> base) {
    return of(
        IntStream.range(0, Math.min(figures.size(), base.size()))
            .mapToObj(round -> figures.get(round) / base.get(round))
            .toList());
  }

  @Override
  public String toString() {
    return "%s (%s–%s)"
        .formatted(Format.number(median), Format.number(least), Format.number(greatest));
  }
}
