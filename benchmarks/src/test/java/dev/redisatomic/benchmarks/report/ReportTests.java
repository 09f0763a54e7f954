package dev.redisatomic.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.report.Report.Entry;
import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.JvmsSeries;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTests {

  @Test
  void aTargetIsARatioOfMedians() throws IOException {
    Report report =
        transfers(rounds(Invariant.HELD, 90, 320, 3_000), rounds(Invariant.HELD, 100, 200, 900));

    assertThat(report.targets())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.measured()).isEqualTo(1.6);
              assertThat(target.met()).isTrue();
            });
  }

  @Test
  void oneThatWasMissedStaysWithItsReason() throws IOException {
    Report report = transfers(rounds(Invariant.HELD, 310), rounds(Invariant.HELD, 200));
    report.reasons().setProperty("transfer-1-by-hand", "it rained");

    assertThat(report.text()).contains("| ≥ 1.60 | 1.55 | **missed**: it rained |");
  }

  @Test
  void nothingIsBetterThanAPeerWhoDidNothing() throws IOException {
    Report report = transfers(rounds(Invariant.HELD, 310), rounds(Invariant.HELD, 0));

    assertThat(report.targets()).singleElement().matches(target -> !target.met());
  }

  @Test
  void wrongDataIsNamedUpFrontWithItsAmount() throws IOException {
    Report report = transfers(rounds(new Invariant(2, 12, -8), 310), rounds(Invariant.HELD, 200));

    String wrong = "**WRONG**: 2 values, by 12; in total -8";
    assertThat(report.text())
        .contains("| Redis Atomic | Funds transfer, 1 thread, cold | " + wrong + " |")
        .containsPattern(
            "\\Q| Redis Atomic | 310 (310–310) | 1.55 (1.55–1.55) |\\E.*" + Pattern.quote(wrong));
  }

  @Test
  void ratesOnHotKeysAreComparedByTheirMedians() {
    List<Entry> entries =
        onHotKeys(
            series("atomic", 100, 300, 5_000),
            series("jedis", 10, 100, 150),
            series("lua", 400, 600, 900),
            series("rlock", 1, 1, 1));

    assertThat(entries)
        .extracting(entry -> entry.row().contestant())
        .containsExactly("atomic", "jedis", "lua");
    assertThat(entries.get(0).perByHand()).isEqualTo(3);
    assertThat(entries.get(0).perLua()).isEqualTo(0.5);
  }

  @Test
  void fairnessIsThatOfTheThreadsOfAllJvms() {
    RoundResult busy = round(300, 0.5, 1.5, 30.0, Invariant.HELD);
    RoundResult idle = round(100, 0.3, 2.0, 10.0, Invariant.HELD);

    Row row = onHotKeys(new JvmsSeries("atomic", List.of(List.of(busy, idle)))).get(0).row();

    assertThat(row.fairness()).isEqualTo(100 * 0.3 / (300 * 1.5));
    assertThat(row.cpuPerCommit()).isEqualTo("100 µs");
  }

  @Test
  void whatWasNotMeasuredIsNotZero() {
    RoundResult old = round(100, 1, 1, null, Invariant.HELD);

    Row row = onHotKeys(new JvmsSeries("atomic", List.of(List.of(old)))).get(0).row();

    assertThat(row.cpuPerCommit()).isEqualTo("–");
  }

  private static Report transfers(List<RoundResult> ours, List<RoundResult> byHand) {
    Setting alone = new Setting(1, false, false, 0);
    List<Series> series = List.of(new Series("atomic", ours), new Series("jedis", byHand));
    return report(List.of(new ScenarioResult("transfer", alone, null, series)), List.of());
  }

  private static List<Entry> onHotKeys(JvmsSeries... series) {
    return report(List.of(), List.of(new HotKeysResult(2, 16, List.of(series)))).hotKeysAtAGlance();
  }

  private static JvmsSeries series(String contestant, long... rates) {
    return new JvmsSeries(
        contestant, rounds(Invariant.HELD, rates).stream().map(List::of).toList());
  }

  private static Report report(List<ScenarioResult> scenarios, List<HotKeysResult> hotKeys) {
    Facts facts = new Facts("2026-01-01", Map.of(), Map.of(), 1, 1, 64, false);
    return new Report(
        new Results(facts, scenarios, List.of(), hotKeys),
        Optional.empty(),
        Optional.empty(),
        new Properties());
  }

  private static List<RoundResult> rounds(Invariant found, long... rates) {
    return Arrays.stream(rates).mapToObj(rate -> round(rate, 1, 1, 1.0, found)).toList();
  }

  private static RoundResult round(
      long rate, double least, double greatest, @Nullable Double cpuMillis, Invariant found) {
    return new RoundResult(
        1, rate, rate, rate, Map.of(), 0, 1, 1, 1, least, greatest, cpuMillis, 0, found);
  }
}
