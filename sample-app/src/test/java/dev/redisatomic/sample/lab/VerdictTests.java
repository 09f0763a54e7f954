package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTests {

  private static final Contestant NAIVE = new Contestant("naive", null, (f, t, a, n) -> true);
  private static final Contestant ATOMIC =
      new Contestant("atomic", QueueSetting.QUEUE, (f, t, a, n) -> true);

  private static final Result EXACT = result(ATOMIC, 400, 10, 10, 0, 0);

  @Test
  void anExactAtomicSideIsSuccessWhateverTheNaiveSideLost() {
    Result lossy = result(NAIVE, 390, 10, 7, 3, 1);

    assertThat(lossy.isExact()).isFalse();
    assertThat(ContentionLab.exitCode(List.of(lossy, EXACT))).isZero();
  }

  static Stream<Result> brokenInvariants() {
    return Stream.of(
        result(ATOMIC, 401, 10, 10, 0, 0),
        result(ATOMIC, 400, 10, 9, 0, 0),
        result(ATOMIC, 400, 10, 11, 0, 0),
        result(ATOMIC, 400, 10, 10, 1, 0),
        result(ATOMIC, 400, 10, 10, 0, 1),
        result(ATOMIC, 400, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("brokenInvariants")
  void oneBrokenInvariantOfTheAtomicSideIsFailure(Result broken) {
    assertThat(ContentionLab.exitCode(List.of(EXACT, broken))).isEqualTo(1);
  }

  @Test
  void nothingMeasuredIsFailure() {
    assertThat(ContentionLab.exitCode(List.of())).isEqualTo(1);
    assertThat(ContentionLab.exitCode(List.of(result(NAIVE, 400, 10, 10, 0, 0)))).isEqualTo(1);
  }

  @Test
  void aTransferThatGaveUpHadOneConflictMoreThanRetries() {
    Result result = new Result(ATOMIC, 400, 400, 8, 1, 1, 8, 30, 5, 0, 0, Duration.ofMillis(500));

    assertThat(result.conflicts()).isEqualTo(31);
    assertThat(result.lostUpdates()).isZero();
    assertThat(result.perSecond()).isEqualTo(18);
    assertThat(result.isExact()).isTrue();
  }

  @Test
  void moneyThatIsMissingIsLost() {
    assertThat(Verdict.of(result(NAIVE, 390, 10, 7, 3, 0), EXACT).sentence())
        .isEqualTo("Naive code lost 10 and overwrote 3 updates. @RedisAtomic lost 0.");
  }

  @Test
  void moneyThatIsTooMuchWasMade() {
    assertThat(Verdict.of(result(NAIVE, 1640, 10, 10, 3, 0), EXACT).sentence())
        .isEqualTo("Naive code made 1,240 out of nothing. @RedisAtomic lost 0.");
  }

  @Test
  void aTotalThatIsRightByLuckIsCalledLuck() {
    assertThat(Verdict.of(result(NAIVE, 400, 10, 7, 3, 0), EXACT).sentence())
        .startsWith("Naive code lost 0 by luck and overwrote 3 updates.");
  }

  @Test
  void naiveCodeThatGotAwayIsToldWhatToTry() {
    assertThat(Verdict.of(result(NAIVE, 400, 10, 10, 0, 0), EXACT).sentence())
        .isEqualTo(
            "Naive code lost 0. @RedisAtomic lost 0."
                + " Try more threads, fewer accounts or less think time.");
  }

  @Test
  void anAtomicSideThatIsWrongIsCalledWrong() {
    Result broken = result(ATOMIC, 399, 10, 10, 0, 0);

    Verdict verdict = Verdict.of(EXACT, broken);

    assertThat(verdict.sentence()).contains("@RedisAtomic lost 1.");
    assertThat(verdict.atomic().exact()).isFalse();
  }

  @Test
  void aRunThatDidNothingProvesNothing() {
    assertThat(Verdict.of(result(NAIVE, 400, 0, 0, 0, 0), EXACT).sentence())
        .isEqualTo("Too little was done to tell the two apart.");
  }

  private static Result result(
      Contestant contestant,
      long moneyAfter,
      long done,
      long counted,
      int wrongTotals,
      int overdrafts) {
    return new Result(
        contestant,
        400,
        moneyAfter,
        done,
        0,
        0,
        counted,
        0,
        100,
        wrongTotals,
        overdrafts,
        Duration.ofSeconds(1));
  }
}
