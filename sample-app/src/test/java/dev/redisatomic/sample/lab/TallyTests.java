package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTests {

  private final Tally tally = new Tally();

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "5,5", "6,6–10", "10,6–10", "11,11 or more", "101,11 or more"})
  void everyNumberOfAttemptsHasItsColumn(int attempts, String column) {
    assertThat(Tally.ATTEMPTS.get(Tally.column(attempts))).isEqualTo(column);
  }

  @Test
  void codeThatTellsNoAttemptsNeededOne() {
    tally.call((from, to, amount, attempt) -> true, "a", "b", 1);

    assertThat(tally.counts())
        .isEqualTo(new Counts(1, 0, 0, 0, List.of(1L, 0L, 0L, 0L, 0L, 0L, 0L)));
  }

  @Test
  void attemptsAfterTheFirstAreRetries() {
    tally.call(
        (from, to, amount, attempt) -> {
          attempt.accept(1);
          attempt.accept(2);
          attempt.accept(3);
          return false;
        },
        "a",
        "b",
        1);

    assertThat(tally.counts())
        .isEqualTo(new Counts(0, 1, 0, 2, List.of(0L, 0L, 1L, 0L, 0L, 0L, 0L)));
  }
}
