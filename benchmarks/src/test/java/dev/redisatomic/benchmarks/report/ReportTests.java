package dev.redisatomic.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

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
    String targets = new ClassPathResource("targets.txt", Targets.class).getContentAsString(UTF_8);

    List<String> named =
        targets
            .lines()
            .filter(line -> line.contains("|") && !line.startsWith("#"))
            .map(line -> line.substring(line.lastIndexOf('|') + 1).trim().split(" ", -1))
            .filter(words -> !Set.of("time", "bytes", "cluster").contains(words[0]))
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
    RoundResult torn = round(310, 1, 1, 1.0, new Invariant(2, 12, -8));
    Series ours = new Series("atomic", List.of(List.of(torn)));

    assertThat(transfers(ours, series("jedis", 200)).text())
        .contains(
            "| Redis Atomic | Funds transfer, 1 thread, cold | **WRONG**: 2 values, by 12; in total"
                + " -8 |")
        .containsPattern(
            Pattern.quote("| Redis Atomic | 310 (310–310) | 1.55 (1.55–1.55) |")
                + ".*\\*\\*WRONG\\*\\*");
  }

  @Test
  void ratesOnHotKeysAreComparedByTheirMedians() {
    List<Row> rows =
        onHotKeys(
            series("atomic", 100, 300, 5_000),
            series("jedis", 10, 100, 150),
            series("lua", 400, 600, 900),
            series("rlock", 1, 1, 1));

    assertThat(rows).extracting(Row::contestant).containsExactly("atomic", "jedis", "lua");
    assertThat(rows.get(0).perByHand()).isEqualTo(3);
    assertThat(rows.get(0).perLua()).isEqualTo(0.5);
  }

  @Test
  void fairnessIsThatOfTheThreadsOfAllJvms() {
    RoundResult busy = round(300, 0.5, 1.5, 30.0, Invariant.HELD);
    RoundResult idle = round(100, 0.3, 2.0, 10.0, Invariant.HELD);

    Row row = onHotKeys(new Series("atomic", List.of(List.of(busy, idle)))).get(0);

    assertThat(row.fairness()).isEqualTo(100 * 0.3 / (300 * 1.5));
    assertThat(row.cpuPerCommit()).isEqualTo("100 µs");
  }

  @Test
  void whatWasNotMeasuredIsNotZero() {
    RoundResult old = round(100, 1, 1, null, Invariant.HELD);

    assertThat(onHotKeys(new Series("atomic", List.of(List.of(old)))).get(0).cpuPerCommit())
        .isEqualTo("–");
  }

  private static Report transfers(Series... series) {
    Setting alone = new Setting(1, false, false, 0);
    return report(List.of(new ScenarioResult("transfer", alone, null, List.of(series))), List.of());
  }

  private static List<Row> onHotKeys(Series... series) {
    return report(List.of(), List.of(new HotKeysResult(2, 16, List.of(series)))).hotKeysAtAGlance();
  }

  private static Report report(List<ScenarioResult> scenarios, List<HotKeysResult> hotKeys) {
    Facts facts = new Facts("2026-01-01", Map.of(), Map.of(), 1, 1, 64, false);
    return new Report(
        new Results(facts, scenarios, List.of(), hotKeys),
        Optional.empty(),
        Optional.empty(),
        new Properties());
  }

  private static Series series(String contestant, long... rates) {
    return new Series(
        contestant,
        Arrays.stream(rates)
            .mapToObj(rate -> List.of(round(rate, 1, 1, 1.0, Invariant.HELD)))
            .toList());
  }

  private static RoundResult round(
      long rate, double least, double greatest, @Nullable Double cpuMillis, Invariant found) {
    return new RoundResult(
        1, rate, rate, rate, Map.of(), 0, 1, 1, 1, least, greatest, cpuMillis, 0, found);
  }
}
