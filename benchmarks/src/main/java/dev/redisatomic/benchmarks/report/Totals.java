package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some rounds together.
 *
 * @param gaveUp how many calls, by exception
 * @param cutOff how many of them because they went on for too long
 * @param invariant of the rounds that could be judged
 */
record Totals(
    long commits, long attempts, Map<String, Long> gaveUp, long cutOff, Invariant invariant) {

  static Totals of(List<RoundResult> rounds) {
    Map<String, Long> gaveUp = new TreeMap<>();
    Invariant invariant = Invariant.HELD;
    for (RoundResult round : rounds) {
      round.gaveUp().forEach((name, count) -> gaveUp.merge(name, count, Long::sum));
      Invariant found = round.invariant();
      if (found != null) {
        invariant = invariant.plus(found);
      }
    }
    return new Totals(
        rounds.stream().mapToLong(RoundResult::commits).sum(),
        rounds.stream().mapToLong(RoundResult::attempts).sum(),
        gaveUp,
        rounds.stream().mapToLong(RoundResult::cutOff).sum(),
        invariant);
  }

  double attemptsPerCommit() {
    return attempts / (double) commits;
  }

  /** Attempts that did not commit. */
  double conflictsPerCommit() {
    return (attempts - commits) / (double) commits;
  }

  long callsGivenUp() {
    return gaveUp.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Such as {@code 12 of 3,400 (WatchConflictException)}. */
  String describeGaveUp() {
    long calls = callsGivenUp();
    if (calls == 0) {
      return "0";
    }
    return "%s of %s (%s)"
        .formatted(
            Format.whole((double) calls),
            Format.whole((double) calls + commits),
            String.join(", ", gaveUp.keySet()));
  }

  String describeData() {
    if (invariant.held()) {
      return cutOff == 0 ? "right" : "right where judged; %d calls cut off".formatted(cutOff);
    }
    return "**WRONG**: %s values, by %s; in total %s"
        .formatted(
            Format.whole((double) invariant.wrong()),
            Format.whole((double) invariant.by()),
            Format.change(invariant.total()));
  }
}
