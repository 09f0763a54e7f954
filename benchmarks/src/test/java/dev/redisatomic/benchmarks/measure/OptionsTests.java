package dev.redisatomic.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.work.Contestants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import redis.clients.jedis.HostAndPort;

class OptionsTests {

  @Test
  void wordsOfOneKindAreAlternativesAndKindsAddUp() {
    List<Scenario> plan = Scenario.plan(Options.of(List.of("--only=transfer,hash,8,cold,0ms")));

    assertThat(plan)
        .extracting(Scenario::describe)
        .containsExactly("transfer, 8 threads, cold", "hash, 8 threads, cold");
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

  @Test
  void aWordWithoutMeaningIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(List.of("--only=transfer,9")))
        .withMessageContaining("--only=9");
  }

  @Test
  void anOptionThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(List.of("--round=1")))
        .withMessageContainingAll("--round=1", "--rounds");
  }

  @Test
  void aServerThatWouldNotBeReachedAsGivenIsRefused() {
    assertThat(Options.of(List.of("--url=redis://there")).server())
        .isEqualTo(new HostAndPort("there", 6379));
    for (String url : List.of("redis://:secret@there:1", "redis://there:1/2", "rediss://there:1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Options.of(List.of("--url=" + url)))
          .withMessageContaining(url);
    }
  }

  @Test
  void theRatesThatAreAimedAtAreMeasured() throws IOException {
    List<String> measured =
        Scenario.everything().stream()
            .map(one -> one.work().label() + ", " + one.setting().describe())
            .toList();
    String targets =
        new ClassPathResource("targets.txt", Results.class)
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(
            targets
                .lines()
                .filter(line -> line.matches(".*\\| (rate|conflicts|gave-up|p99|fairness) [a-z].*"))
                // a part of its own
                .filter(line -> !line.contains("| Hot keys,")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(measured).contains(line.split(" *\\| *", -1)[1]));
  }

  @Test
  void everyRoundBeginsWithAnother() {
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 0)).containsExactly("A", "B", "C");
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 1)).containsExactly("B", "C", "A");
    assertThat(Comparison.rotated(List.of("A", "B", "C"), 5)).containsExactly("C", "A", "B");
  }

  @Test
  void percentilesAreThoseOfTheCallsAndNotBetweenThem() {
    long[] nanos = LongStream.rangeClosed(1, 2_000).map(micros -> micros * 1_000).toArray();

    assertThat(Round.micros(nanos, 0.5)).isEqualTo(1_000);
    assertThat(Round.micros(nanos, 0.99)).isEqualTo(1_980);
    assertThat(Round.micros(nanos, 1)).isEqualTo(2_000);
    assertThat(Round.micros(new long[0], 0.5)).isZero();
  }
}
