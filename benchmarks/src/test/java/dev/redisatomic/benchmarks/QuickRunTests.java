package dev.redisatomic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.report.Results.ClusterResults;
import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program once, briefly: that it works and that data stays right, not how fast it is. */
class QuickRunTests {

  private static final Path DIRECTORY = Path.of("target", "quick-run");
  private static final Path TABLES = DIRECTORY.resolve("RESULTS.md");

  private static Results results;

  @BeforeAll
  static void measureAndRender() throws Exception {
    Benchmarks.main(new String[] {"--quick", "--directory=" + DIRECTORY});
    Benchmarks.main(new String[] {"cluster", "--quick", "--directory=" + DIRECTORY});
    Benchmarks.main(new String[] {"render", "--directory=" + DIRECTORY});
    results = Results.read(DIRECTORY.resolve("results.json"), Results.class).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void everyContestantDoesEveryWork(Work work) {
    List<Series> series =
        results.scenarios().stream()
            .filter(one -> one.work().equals(work.id()))
            .findFirst()
            .orElseThrow()
            .series();
    List<Contestants> expected =
        Work.ABOUT_HOT_KEYS.contains(work) ? Contestants.ON_HOT_KEYS : Contestants.STANDARD;

    assertThat(series)
        .extracting(Series::contestant)
        .containsAll(expected.stream().map(Contestants::id).toList());
    assertThat(series)
        .allSatisfy(one -> assertThat(one.rounds()).isNotEmpty())
        .flatExtracting(Series::rounds)
        .allSatisfy(jvms -> assertThat(jvms).singleElement().matches(round -> round.commits() > 0));
  }

  @Test
  void aClusterIsComparedWithOneServer() throws IOException {
    ClusterResults cluster =
        Results.read(DIRECTORY.resolve("cluster.json"), ClusterResults.class).orElseThrow();

    assertThat(cluster.rounds())
        .hasSize(6)
        .allSatisfy(
            rates -> {
              assertThat(rates.perSecond()).hasSize(2).allMatch(rate -> rate > 0);
              assertThat(rates.wrong()).isZero();
            });
    assertThat(TABLES).content().contains("| cluster, masters: 2 | 8 |");
  }

  @Test
  void thoseWhoPromiseToKeepTheDataRightDo() {
    assertThat(roundsOfIsolated())
        .isNotEmpty()
        .allSatisfy(
            round -> {
              assertThat(round.invariant()).isEqualTo(Invariant.HELD);
              assertThat(round.gaveUp()).isEmpty();
            });
  }

  /** All together: the clock of a process goes in steps that are as long as a round here. */
  @Test
  void cpuTimeIsMeasured() {
    assertThat(roundsOfIsolated().mapToDouble(RoundResult::cpuMillis).sum()).isPositive();
  }

  @Test
  void severalJvmsKeepHotDataRight() {
    assertThat(results.hotKeys()).extracting(HotKeysResult::jvms).containsExactly(1, 2);
    assertThat(results.hotKeys())
        .flatExtracting(HotKeysResult::series)
        .flatExtracting(Series::rounds)
        .isNotEmpty()
        .allSatisfy(jvms -> assertThat(jvms.get(0).invariant()).isEqualTo(Invariant.HELD));
  }

  @Test
  void roundTripsAreCountedExactly() {
    assertThat(roundTrips(Work.TRANSFER, Contestants.ATOMIC)).isEqualTo(2);
    assertThat(roundTrips(Work.TRANSFER, Contestants.ATOMIC_LETTUCE)).isEqualTo(2);
    assertThat(roundTrips(Work.TRANSFER, Contestants.JEDIS)).isEqualTo(4);
    assertThat(roundTrips(Work.TRANSFER, Contestants.LUA)).isEqualTo(1);
    assertThat(roundTrips(Work.INCREMENT, Contestants.ATOMIC)).isEqualTo(1);
    assertThat(roundTrips(Work.INCREMENT, Contestants.JEDIS)).isEqualTo(2);
  }

  @Test
  void allContestantsAreInTheTables() {
    assertThat(TABLES)
        .content()
        .contains(Contestants.STANDARD.stream().map(Contestants::label).toList())
        .contains("From a trial of the program", "transfer-far.svg", "hot-keys.svg")
        .contains("| Hot keys, 2 JVMs | Redis Atomic | ")
        .contains("| Nested transfer, 2 threads, cold | Redis Atomic, no local queue | ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"transfer-far.svg", "hot-keys.svg"})
  void aChartIsWellFormed(String name) throws Exception {
    Path chart = DIRECTORY.resolve("charts").resolve(name);

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(chart.toFile())
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    assertThat(chart).content().contains("Jedis by hand");
  }

  private static double roundTrips(Work work, Contestants contestant) {
    return results.footprints().stream()
        .filter(one -> one.work().equals(work.id()))
        .filter(one -> one.contestant().equals(contestant.id()))
        .findFirst()
        .orElseThrow()
        .roundTrips();
  }

  /** Redisson's transactions promise less; what they made of the data is only reported. */
  private static Stream<RoundResult> roundsOfIsolated() {
    return results.scenarios().stream()
        .flatMap(scenario -> scenario.series().stream())
        .filter(series -> !series.contestant().equals(Contestants.RTRANSACTION.id()))
        .flatMap(series -> series.rounds().stream())
        .flatMap(List::stream);
  }
}
