package dev.redisatomic.soak;

import static dev.redisatomic.soak.Histories.concurrent;
import static dev.redisatomic.soak.Histories.judge;
import static dev.redisatomic.soak.Histories.operation;
import static dev.redisatomic.soak.Histories.values;
import static dev.redisatomic.soak.Histories.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.soak.Violation.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BankCheckerTests {

  private static final Map<String, List<String>> BEGINNING =
      values("account:a=50@initial", "account:b=50@initial");

  @Test
  void aCleanHistoryPasses() {
    assertThat(
            judge(
                values("account:a=45@2", "account:b=55@2"),
                operation("0", Result.OK, 1, 2, BEGINNING, writes()),
                operation("1", Result.OK, 3, 5, BEGINNING, transfer("40@1", "60@1")),
                operation(
                    "2", Result.UNKNOWN, 4, 5, both("40@1", "60@1"), transfer("45@2", "55@2")),
                operation(
                    "3", Result.UNKNOWN, 4, 5, both("40@1", "60@1"), transfer("39@3", "61@3")),
                operation("4", Result.FAILED, 4, 5, BEGINNING, transfer("39@4", "61@4")),
                operation("5", Result.OK, 6, 8, both("40@1", "60@1"), writes()),
                operation("6", Result.OK, 6, 8, both("45@2", "55@2"), writes())))
        .isEmpty();
  }

  @Test
  void aTransferOfAProcessThatDiedMayBeThere() {
    assertThat(
            judge(
                values("account:a=40@1", "account:b=60@1"),
                Operation.begun("1", "transfer", 1),
                operation("2", Result.OK, 2, 3, BEGINNING, writes()),
                operation("3", Result.OK, 4, 5, both("40@1", "60@1"), writes())))
        .isEmpty();
  }

  @Test
  void aLostUpdate() {
    assertThat(
            judge(
                values("account:a=30@2", "account:b=70@2"),
                concurrent("1", Result.OK, BEGINNING, transfer("40@1", "60@1")),
                concurrent("2", Result.OK, BEGINNING, transfer("30@2", "70@2"))))
        .contains(Kind.LOST_UPDATE, Kind.LOST_WRITE);
  }

  @Test
  void aTransferTwice() {
    assertThat(
            judge(
                values("account:a=30@1", "account:b=70@1"),
                concurrent("1", Result.OK, both("40@1", "60@1"), transfer("30@1", "70@1"))))
        .contains(Kind.DOUBLE_APPLY);
  }

  @Test
  void aTransferTwiceWithAnotherInBetween() {
    assertThat(
            judge(
                values("account:a=31@1", "account:b=69@1"),
                concurrent("2", Result.OK, both("40@1", "60@1"), transfer("41@2", "59@2")),
                concurrent("1", Result.OK, both("41@2", "59@2"), transfer("31@1", "69@1"))))
        .contains(Kind.DOUBLE_APPLY);
  }

  @Test
  void anAcknowledgedTransferThatIsNotThere() {
    assertThat(judge(BEGINNING, concurrent("1", Result.OK, BEGINNING, transfer("40@1", "60@1"))))
        .containsExactly(Kind.LOST_WRITE);
  }

  @Test
  void aFailedTransferThatIsThere() {
    assertThat(
            judge(
                both("40@1", "60@1"),
                concurrent("1", Result.FAILED, BEGINNING, transfer("40@1", "60@1"))))
        .containsExactly(Kind.FAILED_BUT_APPLIED);
  }

  @Test
  void aReadOfAFailedTransfer() {
    assertThat(
            judge(
                BEGINNING,
                concurrent("1", Result.FAILED, BEGINNING, transfer("40@1", "60@1")),
                concurrent("2", Result.OK, both("40@1", "60@1"), writes())))
        .containsExactly(Kind.DIRTY_READ);
  }

  @Test
  void aTornBalanceSheet() {
    assertThat(
            judge(
                both("40@1", "60@1"),
                concurrent("1", Result.OK, BEGINNING, transfer("40@1", "60@1")),
                concurrent("2", Result.OK, both("40@1", "50@initial"), writes())))
        .containsExactly(Kind.MONEY_CHANGED, Kind.G_SINGLE);
  }

  @Test
  void moneyThatIsGoneInTheEnd() {
    assertThat(judge(values("account:a=50@initial", "account:b=49@initial")))
        .containsExactly(Kind.MONEY_CHANGED);
  }

  @Test
  void anOverdraft() {
    assertThat(
            judge(
                both("-1@1", "101@1"),
                concurrent("1", Result.OK, BEGINNING, transfer("-1@1", "101@1"))))
        .containsExactly(Kind.NEGATIVE_BALANCE);
  }

  @Test
  void aBalanceOfNobody() {
    assertThat(judge(both("40@1", "60@1"))).containsExactly(Kind.PHANTOM);
  }

  private static Map<String, List<String>> both(String a, String b) {
    return values("account:a=" + a, "account:b=" + b);
  }

  private static Map<String, String> transfer(String a, String b) {
    return writes("account:a=" + a, "account:b=" + b);
  }
}
