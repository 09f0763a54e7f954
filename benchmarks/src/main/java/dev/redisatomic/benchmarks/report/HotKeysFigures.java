package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.HotKeysResult;
import dev.redisatomic.benchmarks.result.HotKeysResult.JvmsSeries;
import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rates of several JVMs together. */
final class HotKeysFigures {

  private HotKeysFigures() {}

  static Statistics rates(JvmsSeries series) {
    return Statistics.of(series.rounds().stream().map(HotKeysFigures::rate).toList());
  }

  /** To the loop by hand, round by round. */
  static Optional<Statistics> ratios(HotKeysResult result, JvmsSeries series) {
    return result.series().stream()
        .filter(one -> one.contestant().equals(Contestants.BY_HAND.id()))
        .findFirst()
        .map(
            base ->
                Statistics.of(
                    IntStream.range(0, series.rounds().size())
                        .mapToObj(i -> rate(series.rounds().get(i)) / rate(base.rounds().get(i)))
                        .toList()));
  }

  private static double rate(List<RoundResult> jvms) {
    return jvms.stream().mapToDouble(RoundResult::rate).sum();
  }
}
