package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * One contestant beside others. Its methods are the figures that the template names.
 *
 * @param contestant its name in the raw results
 * @param rounds for each round what each JVM saw
 */
record Row(Section section, String contestant, List<List<RoundResult>> rounds) {

  String who() {
    return Contestants.label(contestant);
  }

  String overran() {
    return rounds.size() < section.planned()
        ? " (only %d of %d rounds: overran)".formatted(rounds.size(), section.planned())
        : "";
  }

  Figures rates() {
    return Figures.of(perSecond());
  }

  /** To the loop by hand, round by round, if it took part. */
  Optional<Figures> ratios() {
    return section
        .row(Contestants.BY_HAND)
        .map(base -> Figures.ofRatios(perSecond(), base.perSecond()));
  }

  String relative() {
    return ratios().map(Figures::toString).orElse("–");
  }

  double perByHand() {
    return ratioOfMedians(Contestants.BY_HAND);
  }

  double perLua() {
    return ratioOfMedians(Contestants.LUA);
  }

  private double ratioOfMedians(Contestants peer) {
    return section
        .row(peer)
        .map(other -> rates().median() / other.rates().median())
        .orElse(Double.NaN);
  }

  private List<Double> perSecond() {
    return rounds.stream().map(jvms -> jvms.stream().mapToDouble(RoundResult::rate).sum()).toList();
  }

  double attemptsPerCommit() {
    return sum(RoundResult::attempts) / (double) commits();
  }

  /** Attempts that did not commit. */
  double conflictsPerCommit() {
    return (sum(RoundResult::attempts) - commits()) / (double) commits();
  }

  long callsGivenUp() {
    return sum(RoundResult::gaveUpInAll);
  }

  /** Such as {@code 12 of 3,400 (WatchConflictException)}. */
  String gaveUp() {
    long calls = callsGivenUp();
    TreeSet<String> why = new TreeSet<>();
    all().forEach(one -> why.addAll(one.gaveUp().keySet()));
    return calls == 0
        ? "0"
        : Figures.format("%,d of %,d (%s)", calls, calls + commits(), String.join(", ", why));
  }

  /** The thread with the fewest commits beside the one with the most, of all JVMs. */
  double fairness() {
    return median(
        jvms ->
            -greatest(jvms, one -> -one.leastShare() * one.commits())
                / greatest(jvms, one -> one.greatestShare() * one.commits()));
  }

  /** Of the client's processes, in microseconds. */
  String cpuPerCommit() {
    double millis =
        all()
            .map(RoundResult::cpuMillis)
            .mapToDouble(spent -> spent == null ? Double.NaN : spent)
            .sum();
    double micros = millis * 1e3 / commits();
    return Figures.text(micros) + (Double.isFinite(micros) ? " µs" : "");
  }

  String p50() {
    return Figures.millis(greatest(RoundResult::medianMicros));
  }

  String p99() {
    return Figures.millis(p99Micros());
  }

  double p99Micros() {
    return greatest(RoundResult::p99Micros);
  }

  double longestPerMedian() {
    return greatest(round -> round.maxMicros() / round.medianMicros());
  }

  double leastShare() {
    return -greatest(round -> -round.leastShare());
  }

  double greatestShare() {
    return greatest(RoundResult::greatestShare);
  }

  /** Of the JVM that has it worst; the median of the rounds. */
  private double greatest(ToDoubleFunction<RoundResult> figure) {
    return median(jvms -> greatest(jvms, figure));
  }

  private static double greatest(List<RoundResult> jvms, ToDoubleFunction<RoundResult> figure) {
    return jvms.stream().mapToDouble(figure).max().orElseThrow();
  }

  private double median(ToDoubleFunction<List<RoundResult>> figure) {
    return Figures.of(rounds.stream().mapToDouble(figure).boxed().toList()).median();
  }

  Invariant invariant() {
    return all()
        .map(RoundResult::invariant)
        .filter(Objects::nonNull)
        .reduce(Invariant.HELD, Invariant::plus);
  }

  String data() {
    Invariant found = invariant();
    if (!found.held()) {
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
    return all().mapToLong(figure).sum();
  }

  private Stream<RoundResult> all() {
    return rounds.stream().flatMap(List::stream);
  }
}
