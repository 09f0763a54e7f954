package dev.redisatomic.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.result.Facts;
import dev.redisatomic.benchmarks.result.Footprint;
import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.ScenarioResult;
import dev.redisatomic.benchmarks.result.Series;
import dev.redisatomic.benchmarks.result.Setting;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TargetsTests {

  private static final Setting ALONE = new Setting(1, false, false, 0);

  @Test
  void aTargetIsARatioOfMedians() {
    Results results = transfers(List.of(90, 320, 3_000), List.of(100, 200, 900), Invariant.HELD);

    assertThat(Targets.of(results))
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
    Properties reasons = new Properties();
    reasons.setProperty("transfer-1-by-hand", "it rained");

    assertThat(Targets.table(Targets.of(results), reasons))
        .contains("| ≥ 1.60 | 1.55 | **missed**: it rained |");
  }

  @Test
  void nothingIsBetterThanAPeerWhoDidNothing() {
    Results results = transfers(List.of(310), List.of(0), Invariant.HELD);

    assertThat(Targets.of(results)).singleElement().matches(target -> !target.met());
  }

  @Test
  void wrongDataIsNamedUpFrontWithItsAmount() {
    Results results = transfers(List.of(310), List.of(200), new Invariant(2, 12, -8));

    assertThat(WrongData.of(results)).contains("Redis Atomic", "**WRONG**: 2 values, by 12", "-8");
    assertThat(ScenarioTables.of(results)).contains("**WRONG**");
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
        .map(rate -> new RoundResult(1, rate, rate, rate, Map.of(), 0, 1, 1, 1, 1, 1, 0, found))
        .toList();
  }
}
