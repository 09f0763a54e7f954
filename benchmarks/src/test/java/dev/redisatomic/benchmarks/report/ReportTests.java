package dev.redisatomic.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work.Invariant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReportTests {

  @Test
  void aTargetIsARatioOfMedians() throws IOException {
    Report report = transfers(series("atomic", 90, 320, 3_000), series("jedis", 100, 200, 900));

    assertThat(report.targets())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.measured()).isEqualTo(1.6);
              assertThat(target.met()).isTrue();
            });
  }

  /** One that is misspelt would be measured by nobody, and its target be left out. */
  @Test
  void targetsAreAboutContestantsThatThereAre() throws IOException {
    List<String> contestants = Arrays.stream(Contestants.values()).map(Contestants::id).toList();

    List<String> named =
        Report.resource("targets.txt")
            .lines()
            .filter(line -> line.contains("|") && !line.startsWith("#"))
            .map(line -> line.substring(line.lastIndexOf('|') + 1).trim().split(" ", -1))
            .filter(words -> !Set.of("time", "bytes").contains(words[0]))
            .flatMap(words -> Arrays.stream(words).skip(1))
            .toList();

    assertThat(named).isNotEmpty().isSubsetOf(contestants);
  }

  @Test
  void oneThatWasMissedStaysWithItsReason() throws IOException {
    Report report = transfers(series("atomic", 310), series("jedis", 200));
    report.reasons().setProperty("transfer-1-by-hand", "it rained");

    assertThat(report.text()).contains("| ≥ 1.60 | 1.55 | **missed**: it rained |");
  }

  @Test
  void nothingIsBetterThanAPeerWhoDidNothing() throws IOException {
    Report report = transfers(series("atomic", 310), series("jedis", 0));

    assertThat(report.targets()).singleElement().matches(target -> !target.met());
  }

  @Test
  void wrongDataIsNamedUpFrontWithItsAmount() throws IOException {
    Series ours = new Series("atomic", List.of(round(310, new Invariant(2, 12, -8))));

    assertThat(transfers(ours, series("jedis", 200)).text())
        .contains(
            "| Redis Atomic | Funds transfer, 1 thread, cold | **WRONG**: 2 values, by 12; in total"
                + " -8 |")
        .containsPattern(
            "Redis Atomic \\| 310 \\(310–310\\) \\| 1.55 \\(1.55–1.55\\) \\|.*\\*\\*WRONG\\*\\*");
  }

  @Test
  void percentilesAreThoseOfTheCallsAndNotBetweenThem() {
    long[] nanos = LongStream.rangeClosed(1, 2_000).map(micros -> micros * 1_000).toArray();

    assertThat(RoundResult.micros(nanos, 0.5)).isEqualTo(1_000);
    assertThat(RoundResult.micros(nanos, 0.99)).isEqualTo(1_980);
    assertThat(RoundResult.micros(new long[0], 0.5)).isZero();
  }

  private static Report transfers(Series... series) {
    Facts facts = new Facts("2026-01-01", Map.of(), Map.of(), 1, 1, 64, false);
    ScenarioResult result = new ScenarioResult("transfer", Setting.cold(1), List.of(series));
    return new Report(
        new Results(facts, List.of(result), List.of()), Optional.empty(), new Properties());
  }

  private static Series series(String contestant, long... rates) {
    return new Series(
        contestant, Arrays.stream(rates).mapToObj(rate -> round(rate, Invariant.HELD)).toList());
  }

  private static RoundResult round(long rate, Invariant found) {
    return new RoundResult(1, rate, rate, rate, Map.of(), 1, 1, 1, 1, 1, 0, found);
  }
}
