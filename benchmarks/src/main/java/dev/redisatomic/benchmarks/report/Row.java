package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work.Invariant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * One contestant beside others. Its methods are the figures that the template names.
 *
 * @param contestant its name in the raw results
 */
record Row(ScenarioResult scenario, String contestant, List<RoundResult> rounds) {

  String who() {
    return Contestants.label(contestant);
  }

  String overran() {
    int planned = scenario.series().stream().mapToInt(one -> one.rounds().size()).max().orElse(0);
    return rounds.size() < planned
        ? " (only %d of %d rounds: overran)".formatted(rounds.size(), planned)
        : "";
  }

  Figures rates() {
    return Figures.of(perSecond());
  }

  /** To the loop by hand, round by round, as far as both took part. */
  Figures ratios() {
    List<Double> base = scenario.row(Contestants.BY_HAND.id()).orElseThrow().perSecond();
    return Figures.of(
        IntStream.range(0, Math.min(rounds.size(), base.size()))
            .mapToObj(round -> perSecond().get(round) / base.get(round))
            .toList());
  }

  double ratio() {
    return ratios().median();
  }

  private List<Double> perSecond() {
    return rounds.stream().map(RoundResult::rate).toList();
  }

  /** Attempts that did not commit. */
  double conflictsPerCommit() {
    return (sum(RoundResult::attempts) - commits()) / (double) commits();
  }

  long callsGivenUp() {
    return sum(one -> one.gaveUp().values().stream().mapToLong(Long::longValue).sum());
  }

  /** Such as {@code 12 of 3,400 (WatchConflictException)}. */
  String gaveUp() {
    long calls = callsGivenUp();
    TreeSet<String> why = new TreeSet<>();
    rounds.forEach(one -> why.addAll(one.gaveUp().keySet()));
    return calls == 0
        ? "0"
        : Figures.format("%,d of %,d (%s)", calls, calls + commits(), String.join(", ", why));
  }

  /** The thread with the fewest commits beside the one with the most. */
  double fairness() {
    return median(RoundResult::fairness);
  }

  /** In microseconds. */
  double cpuPerCommit() {
    return rounds.stream().mapToDouble(RoundResult::cpuMillis).sum() * 1e3 / commits();
  }

  double p50Millis() {
    return median(RoundResult::medianMicros) / 1e3;
  }

  double p99Millis() {
    return median(RoundResult::p99Micros) / 1e3;
  }

  private double median(ToDoubleFunction<RoundResult> figure) {
    return Figures.of(rounds.stream().mapToDouble(figure).boxed().toList()).median();
  }

  Invariant invariant() {
    return rounds.stream()
        .map(RoundResult::invariant)
        .filter(Objects::nonNull)
        .reduce(Invariant.HELD, Invariant::plus);
  }

  String data() {
    Invariant found = invariant();
    if (found.wrong() > 0) {
      String wrong = "**WRONG**: %,d values, by %,d; in total %+,d";
      return Figures.format(wrong, found.wrong(), found.by(), found.total());
    }
    long cutOff = sum(RoundResult::cutOff);
    return cutOff == 0 ? "right" : "right where judged; %d calls cut off".formatted(cutOff);
  }

  private long commits() {
    return sum(RoundResult::commits);
  }

  private long sum(ToLongFunction<RoundResult> figure) {
    return rounds.stream().mapToLong(figure).sum();
  }
}
