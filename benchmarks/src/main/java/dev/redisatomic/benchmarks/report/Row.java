package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.JvmsSeries;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One contestant beside others. Its methods are the figures that the template names.
 *
 * @param contestant its name in the raw results
 * @param rounds for each round what each JVM saw
 * @param byHand those of the loop by hand, if it took part
 * @param planned how many rounds there should be
 */
record Row(
    String contestant,
    List<List<RoundResult>> rounds,
    Optional<List<List<RoundResult>>> byHand,
    int planned) {

  static List<Row> of(ScenarioResult scenario) {
    return of(
        scenario.series().stream()
            .map(
                one ->
                    new JvmsSeries(one.contestant(), one.rounds().stream().map(List::of).toList()))
            .toList());
  }

  static List<Row> of(HotKeysResult hotKeys) {
    return of(hotKeys.series());
  }

  private static List<Row> of(List<JvmsSeries> all) {
    int planned = all.stream().mapToInt(one -> one.rounds().size()).max().orElse(0);
    Optional<List<List<RoundResult>>> byHand =
        all.stream()
            .filter(one -> one.contestant().equals(Contestants.BY_HAND.id()))
            .map(JvmsSeries::rounds)
            .findFirst();
    return all.stream()
        .map(one -> new Row(one.contestant(), one.rounds(), byHand, planned))
        .toList();
  }

  String who() {
    return Contestants.label(contestant);
  }

  String overran() {
    int measured = rounds.size();
    return measured < planned
        ? " (only %d of %d rounds: overran)".formatted(measured, planned)
        : "";
  }

  Statistics rates() {
    return Statistics.of(rates(rounds));
  }

  Optional<Statistics> ratios() {
    return byHand.map(base -> Statistics.ofRatios(rates(rounds), rates(base)));
  }

  String relative() {
    return ratios().map(Statistics::toString).orElse("–");
  }

  private static List<Double> rates(List<List<RoundResult>> rounds) {
    return rounds.stream().map(jvms -> jvms.stream().mapToDouble(RoundResult::rate).sum()).toList();
  }

  double attemptsPerCommit() {
    return sum(RoundResult::attempts) / (double) sum(RoundResult::commits);
  }

  /** Attempts that did not commit. */
  double conflictsPerCommit() {
    long commits = sum(RoundResult::commits);
    return (sum(RoundResult::attempts) - commits) / (double) commits;
  }

  long callsGivenUp() {
    return sum(RoundResult::gaveUpInAll);
  }

  /** Such as {@code 12 of 3,400 (WatchConflictException)}. */
  String gaveUp() {
    long calls = callsGivenUp();
    TreeSet<String> why = new TreeSet<>();
    rounds.forEach(jvms -> jvms.forEach(one -> why.addAll(one.gaveUp().keySet())));
    return calls == 0
        ? "0"
        : "%s of %s (%s)"
            .formatted(
                Format.whole(calls),
                Format.whole(calls + sum(RoundResult::commits)),
                String.join(", ", why));
  }

  /** The thread with the fewest commits beside the one with the most, of all JVMs. */
  double fairness() {
    return Statistics.of(
            rounds.stream()
                .map(
                    jvms ->
                        -greatest(jvms, one -> -one.leastShare() * one.commits())
                            / greatest(jvms, one -> one.greatestShare() * one.commits()))
                .toList())
        .median();
  }

  /** Of the client's processes, in microseconds. */
  String cpuPerCommit() {
    double millis =
        rounds.stream()
            .flatMap(List::stream)
            .map(RoundResult::cpuMillis)
            .mapToDouble(spent -> spent == null ? Double.NaN : spent)
            .sum();
    double micros = millis * 1e3 / sum(RoundResult::commits);
    return Double.isFinite(micros) ? Format.number(micros) + " µs" : "–";
  }

  String p50() {
    return Format.millis(greatest(RoundResult::medianMicros));
  }

  String p99() {
    return Format.millis(greatest(RoundResult::p99Micros));
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
    return Statistics.of(rounds.stream().map(jvms -> greatest(jvms, figure)).toList()).median();
  }

  private static double greatest(List<RoundResult> jvms, ToDoubleFunction<RoundResult> figure) {
    return jvms.stream().mapToDouble(figure).max().orElseThrow();
  }

  Invariant invariant() {
    return rounds.stream()
        .flatMap(List::stream)
        .map(RoundResult::invariant)
        .filter(Objects::nonNull)
        .reduce(Invariant.HELD, Invariant::plus);
  }

  String data() {
    Invariant found = invariant();
    if (!found.held()) {
      return String.format(
          Locale.ROOT,
          "**WRONG**: %,d values, by %,d; in total %+,d",
          found.wrong(),
          found.by(),
          found.total());
    }
    long cutOff = sum(RoundResult::cutOff);
    return cutOff == 0 ? "right" : "right where judged; %d calls cut off".formatted(cutOff);
  }

  private long sum(ToLongFunction<RoundResult> figure) {
    return rounds.stream().flatMap(List::stream).mapToLong(figure).sum();
  }
}
