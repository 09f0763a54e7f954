package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Series;
import java.util.List;
import java.util.function.ToDoubleFunction;
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

  static Statistics of(Series series, ToDoubleFunction<RoundResult> figure) {
    return of(series.rounds().stream().map(figure::applyAsDouble).toList());
  }

  /** Of the ratios of rates, round by round, as far as both took part. */
  static Statistics ofRatios(Series series, Series base) {
    int rounds = Math.min(series.rounds().size(), base.rounds().size());
    return of(
        IntStream.range(0, rounds)
            .mapToObj(i -> series.rounds().get(i).rate() / base.rounds().get(i).rate())
            .toList());
  }
}
