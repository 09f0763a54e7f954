package dev.redisatomic.benchmarks.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

class OptionsTests {

  @Test
  void wordsOfOneKindAreAlternativesAndKindsAddUp() {
    List<Scenario> plan = Scenario.plan(Options.of(List.of("--only=transfer,branches,8,cold,0ms")));

    assertThat(plan)
        .extracting(Scenario::describe)
        .containsExactly("transfer, 8 threads, cold", "branches, 8 threads, cold");
  }

  @Test
  void whatHotKeysAreJudgedByIsAPlanOfItsOwn() {
    assertThat(Scenario.plan(Options.of(List.of("--hot-keys"))))
        .extracting(Scenario::describe)
        .containsExactly(
            "transfer, 16 threads, hot",
            "transfer, 16 threads, hot, 0.5 ms each way",
            "transfer, 8 threads, cold",
            "transfer, 1 thread, cold",
            "transfer, 3 JVMs of 16 threads, hot",
            "nested, 8 threads, hot",
            "config, 8 threads, cold",
            "config-undeclared, 8 threads, cold");
  }

  @Test
  void theOneWhomAllAreComparedWithAlwaysTakesPart() {
    Options only = Options.of(List.of("--only=lua"));

    assertThat(List.of(Contestants.values()).stream().filter(only::admits))
        .containsExactly(Contestants.JEDIS, Contestants.LUA);
  }

  @ParameterizedTest
  @CsvSource({"'--only=transfer,9', --only=9", "--round=1, --rounds", "--rounds=0, one round"})
  void whatHasNoMeaningIsRefused(String argument, String answer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(List.of(argument)))
        .withMessageContaining(answer);
  }

  /** A target whose setting is misspelt would be left out. */
  @Test
  void theRatesThatAreAimedAtAreMeasured() throws IOException {
    List<String> measured =
        Scenario.everything().stream()
            .map(one -> Work.label(one.work().id()) + ", " + one.setting().describe())
            .toList();
    String targets = new ClassPathResource("targets.txt", Results.class).getContentAsString(UTF_8);

    assertThat(
            targets
                .lines()
                .filter(line -> line.matches(".*\\| (rate|conflicts|gave-up|p99|fairness) [a-z].*"))
                .map(line -> line.split(" *\\| *", -1)[1]))
        .isNotEmpty()
        .isSubsetOf(measured);
  }

  @Test
  void everyRoundBeginsWithAnother() {
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 0)).containsExactly("A", "B", "C");
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 1)).containsExactly("B", "C", "A");
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 5)).containsExactly("C", "A", "B");
  }
}
