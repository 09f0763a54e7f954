package dev.redisatomic.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.Facts;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.Results.Series;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TargetsTests {

  private static final Setting ALONE = new Setting(1, false, false, 0);

  @Test
  void aTargetIsARatioOfMedians() {
    Results results = transfers(List.of(90, 320, 3_000), List.of(100, 200, 900), Invariant.HELD);

    assertThat(report(results).targets())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.measured()).isEqualTo(1.6);
              assertThat(target.met()).isTrue();
            });
  }

  @Test
  void oneThatWasMissedStaysWithItsReason() {
    Results results = transfers(List.of(310), List.of(200), Invariant.HELD);
    Report report = report(results);
    report.reasons().setProperty("transfer-1-by-hand", "it rained");

    assertThat(report.text()).contains("| ≥ 1.60 | 1.55 | **missed**: it rained |");
  }

  @Test
  void nothingIsBetterThanAPeerWhoDidNothing() {
    Results results = transfers(List.of(310), List.of(0), Invariant.HELD);

    assertThat(report(results).targets()).singleElement().matches(target -> !target.met());
  }

  @Test
  void wrongDataIsNamedUpFrontWithItsAmount() {
    Results results = transfers(List.of(310), List.of(200), new Invariant(2, 12, -8));

    String wrong = "**WRONG**: 2 values, by 12; in total -8";
    assertThat(report(results).text())
        .contains("| Redis Atomic | Funds transfer, 1 thread, cold | " + wrong + " |")
        .containsPattern(
            "\\Q| Redis Atomic | 310 (310–310) | 1.55 (1.55–1.55) |\\E.*" + Pattern.quote(wrong));
  }

  private static Report report(Results results) {
    return new Report(results, Optional.empty(), Optional.empty(), new Properties());
  }

  private static Results transfers(List<Integer> ours, List<Integer> byHand, Invariant found) {
    return new Results(
        new Facts("2026-01-01", Map.of(), Map.of(), 1, 1, 64, false),
        List.of(
            new ScenarioResult(
                "transfer",
                ALONE,
                null,
                List.of(
                    new Series("atomic", rounds(ours, found)),
                    new Series("jedis", rounds(byHand, Invariant.HELD))))),
        List.<Footprint>of(),
        List.of());
  }

  private static List<RoundResult> rounds(List<Integer> rates, Invariant found) {
    return rates.stream()
        .map(
            rate -> new RoundResult(1, rate, rate, rate, Map.of(), 0, 1, 1, 1, 1, 1, 1.0, 0, found))
        .toList();
  }
}
