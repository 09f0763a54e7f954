package dev.redisatomic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Json;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.JvmsSeries;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.Results.Series;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The whole program once, briefly: that it works and that data stays right, not how fast it is. */
class QuickRunTests {

  private static final Path DIRECTORY = Path.of("target", "quick-run");

  private static Results results;

  @BeforeAll
  static void measureAndRender() throws Exception {
    Benchmarks.main(new String[] {"--quick", "--directory=" + DIRECTORY});
    Benchmarks.main(new String[] {"cluster", "--quick", "--directory=" + DIRECTORY});
    Benchmarks.main(new String[] {"render", "--directory=" + DIRECTORY});
    results = Json.read(DIRECTORY.resolve("results.json"), Results.class).orElseThrow();
  }

  @Test
  void everyContestantDoesEveryWork() {
    for (Work work : Work.values()) {
      ScenarioResult scenario =
          results
              .scenario(work.id(), setting -> !setting.virtual() && setting.delayMicros() == 0)
              .orElseThrow();
      for (Contestants contestant :
          work.isAboutHotKeys() ? Contestants.ON_HOT_KEYS : Contestants.STANDARD) {
        Series series = scenario.of(contestant.id()).orElseThrow();
        assertThat(series.rounds())
            .as("%s by %s", work, contestant)
            .isNotEmpty()
            .allSatisfy(round -> assertThat(round.commits()).isPositive());
      }
    }
  }

  @Test
  void aClusterIsComparedWithOneServer() throws IOException {
    ClusterResults cluster =
        Json.read(DIRECTORY.resolve("cluster.json"), ClusterResults.class).orElseThrow();

    assertThat(cluster.rounds())
        .hasSize(6)
        .allSatisfy(
            rates -> {
              assertThat(rates.perSecond()).hasSize(2).allMatch(rate -> rate > 0);
              assertThat(rates.wrong()).isZero();
            });
    assertThat(Files.readString(DIRECTORY.resolve("RESULTS.md")))
        .contains("| cluster, masters: 2 | 8 |");
  }

  @Test
  void thoseWhoPromiseToKeepTheDataRightDo() {
    assertThat(rounds().filter(one -> one.contestant().isolated()))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.round().invariant()).isEqualTo(Invariant.HELD));
  }

  @Test
  void nobodyGivesUpOnColdKeys() {
    assertThat(rounds().filter(one -> one.contestant().isolated()))
        .allSatisfy(one -> assertThat(one.round().gaveUp()).isEmpty());
  }

  /** All together: the clock of a process goes in steps that are as long as a round here. */
  @Test
  void cpuTimeIsMeasured() {
    assertThat(rounds().mapToDouble(one -> one.round().cpuMillis()).sum()).isPositive();
  }

  @Test
  void severalJvmsKeepHotDataRight() {
    assertThat(results.hotKeys()).extracting(HotKeysResult::jvms).containsExactly(1, 2);
    assertThat(results.hotKeys())
        .flatExtracting(HotKeysResult::series)
        .flatExtracting(JvmsSeries::rounds)
        .isNotEmpty()
        .allSatisfy(jvms -> assertThat(jvms.get(0).invariant()).isEqualTo(Invariant.HELD));
  }

  @Test
  void roundTripsAreCountedExactly() {
    assertThat(footprint(Work.TRANSFER, Contestants.ATOMIC).roundTrips()).isEqualTo(2);
    assertThat(footprint(Work.TRANSFER, Contestants.ATOMIC_LETTUCE).roundTrips()).isEqualTo(2);
    assertThat(footprint(Work.TRANSFER, Contestants.JEDIS).roundTrips()).isEqualTo(4);
    assertThat(footprint(Work.TRANSFER, Contestants.LUA).roundTrips()).isEqualTo(1);
    assertThat(footprint(Work.INCREMENT, Contestants.ATOMIC).roundTrips()).isEqualTo(1);
    assertThat(footprint(Work.INCREMENT, Contestants.JEDIS).roundTrips()).isEqualTo(2);
  }

  @Test
  void allContestantsAreInTheTables() throws IOException {
    assertThat(DIRECTORY.resolve("RESULTS.md"))
        .content()
        .contains(Contestants.STANDARD.stream().map(Contestants::label).toList())
        .contains("From a trial of the program", "transfer-far.svg", "hot-keys.svg")
        .contains("| Hot keys, 2 JVMs | Redis Atomic | ")
        .contains("| Nested transfer, 2 threads, cold | Redis Atomic, no local queue | ");
  }

  @Test
  void chartsAreWellFormed() throws IOException, ParserConfigurationException, SAXException {
    for (String name : List.of("transfer-far", "hot-keys")) {
      Path chart = DIRECTORY.resolve("charts").resolve(name + ".svg");
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(chart).content().contains("Jedis by hand");
    }
  }

  private static Footprint footprint(Work work, Contestants contestant) {
    return results.footprints().stream()
        .filter(one -> one.work().equals(work.id()))
        .filter(one -> one.contestant().equals(contestant.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Measured> rounds() {
    return results.scenarios().stream()
        .flatMap(scenario -> scenario.series().stream())
        .flatMap(
            series ->
                series.rounds().stream()
                    .map(
                        round ->
                            new Measured(
                                Contestants.find(series.contestant()).orElseThrow(), round)));
  }

  private record Measured(Contestants contestant, RoundResult round) {}
}
