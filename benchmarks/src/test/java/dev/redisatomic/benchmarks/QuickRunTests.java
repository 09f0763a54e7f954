package dev.redisatomic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import dev.redisatomic.benchmarks.work.Work.Invariant;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole program once, briefly: that it works and that data stays right, not how fast it is. */
class QuickRunTests {

  private static final Path DIRECTORY = Path.of("target", "quick-run");

  private static Results results;

  @BeforeAll
  static void measureAndRender() throws Exception {
    Benchmarks.main(new String[] {"--quick", "--directory=" + DIRECTORY});
    Benchmarks.main(new String[] {"render", "--directory=" + DIRECTORY});
    results = Results.read(DIRECTORY.resolve("results.json"), Results.class).orElseThrow();
  }

  @Test
  void everyContestantAndEveryWorkTakesPart() {
    assertThat(results.scenarios())
        .extracting(ScenarioResult::work)
        .containsAll(Stream.of(Work.values()).map(Work::id).toList());
    assertThat(results.scenarios())
        .flatExtracting(ScenarioResult::series)
        .allSatisfy(one -> assertThat(one.rounds()).isNotEmpty().allMatch(it -> it.commits() > 0))
        .extracting(Series::contestant)
        .containsAll(Stream.of(Contestants.values()).map(Contestants::id).toList());
  }

  /** Redisson's transactions promise less; what they made of the data is only reported. */
  @Test
  void thoseWhoPromiseToKeepTheDataRightDo() {
    assertThat(rounds(0))
        .isNotEmpty()
        .allSatisfy(
            round -> {
              assertThat(round.invariant()).isEqualTo(Invariant.HELD);
              assertThat(round.gaveUp()).isEmpty();
            });
    assertThat(rounds(1)).extracting(RoundResult::invariant).containsOnly(Invariant.HELD);
  }

  private static Stream<RoundResult> rounds(int moreJvms) {
    return results.scenarios().stream()
        .filter(scenario -> scenario.setting().moreJvms() == moreJvms)
        .flatMap(scenario -> scenario.series().stream())
        .filter(series -> !series.contestant().equals(Contestants.RTRANSACTION.id()))
        .flatMap(series -> series.rounds().stream());
  }

  /** All together: the clock of a process goes in steps that are as long as a round here. */
  @Test
  void cpuTimeIsMeasured() {
    assertThat(rounds(0).mapToDouble(RoundResult::cpuMillis).sum()).isPositive();
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

  private static double roundTrips(Work work, Contestants contestant) {
    return results.footprints().stream()
        .filter(one -> one.work().equals(work.id()) && one.contestant().equals(contestant.id()))
        .findFirst()
        .orElseThrow()
        .roundTrips();
  }

  @Test
  void allContestantsAreInTheTablesAndInWellFormedCharts() throws Exception {
    assertThat(DIRECTORY.resolve("RESULTS.md"))
        .content()
        .contains(Stream.of(Contestants.values()).map(one -> Contestants.label(one.id())).toList())
        .contains(
            "From a trial of the program", "transfer-far.svg", "### 2 JVMs of 2 threads, hot");
    Path chart = DIRECTORY.resolve("charts").resolve("transfer-far.svg");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(chart.toFile())
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    assertThat(chart).content().contains("Jedis by hand");
  }
}
