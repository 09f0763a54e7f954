package dev.redisatomic.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.Facts;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.JvmsSeries;
import dev.redisatomic.benchmarks.result.RoundResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AtAGlanceTests {

  @Test
  void ratesAreComparedByTheirMedians() {
    List<AtAGlance> rows =
        AtAGlance.of(
            results(
                series("atomic", 100, 300, 5_000),
                series("jedis", 10, 100, 150),
                series("lua", 400, 600, 900),
                series("rlock", 1, 1, 1)));

    assertThat(rows)
        .extracting(row -> row.row().contestant())
        .containsExactly("atomic", "jedis", "lua");
    assertThat(rows.get(0).perByHand()).isEqualTo(3);
    assertThat(rows.get(0).perLua()).isEqualTo(0.5);
  }

  @Test
  void fairnessIsThatOfTheThreadsOfAllJvms() {
    RoundResult busy = round(300, 0.5, 1.5, 30.0);
    RoundResult idle = round(100, 0.3, 2.0, 10.0);

    Row row = row(new JvmsSeries("atomic", List.of(List.of(busy, idle))));

    assertThat(row.fairness()).isEqualTo(100 * 0.3 / (300 * 1.5));
    assertThat(row.cpuPerCommit()).isEqualTo("100 µs");
  }

  @Test
  void whatWasNotMeasuredIsNotZero() {
    Row row = row(new JvmsSeries("atomic", List.of(List.of(round(100, 1, 1, null)))));

    assertThat(row.cpuPerCommit()).isEqualTo("–");
  }

  private static Row row(JvmsSeries series) {
    return AtAGlance.of(results(series)).get(0).row();
  }

  private static JvmsSeries series(String contestant, long... rates) {
    return new JvmsSeries(
        contestant,
        Arrays.stream(rates).mapToObj(rate -> List.of(round(rate, 1, 1, 1.0))).toList());
  }

  private static Results results(JvmsSeries... series) {
    return new Results(
        new Facts("2026-01-01", Map.of(), Map.of(), 1, 1, 64, false),
        List.of(),
        List.of(),
        List.of(new HotKeysResult(2, 16, List.of(series))));
  }

  private static RoundResult round(
      long rate, double leastShare, double greatestShare, @Nullable Double cpuMillis) {
    return new RoundResult(
        1,
        rate,
        rate,
        rate,
        Map.of(),
        0,
        1,
        1,
        1,
        leastShare,
        greatestShare,
        cpuMillis,
        0,
        Invariant.HELD);
  }
}
