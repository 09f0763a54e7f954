package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** A test fails if what it has planned has not happened, and says why. */
class UnusedInterferenceTests {

  private static final TestRun RUN = TestRun.of(OfAUser.class);

  /** Fails in most of its tests. */
  @Disabled("run by the tests below")
  static class OfAUser extends BankTestCase {

    @BeforeEach
    void open() {
      set("1", 100);
    }

    @Test
    void used(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      bank.transfer("1", "2", 60);
    }

    @Test
    void notCalled(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      bank.balance("1");
    }

    @Test
    void calledInside(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      payments.pay("1", "2", 60);
    }

    @Test
    void withoutExec(Interference interference) {
      interference.refuse(TRANSFER).with("OOM no memory").once();
      bank.transfer("3", "2", 60);
    }

    @Test
    void tooRarely(Interference interference) {
      interference.loseReplyOf("BankService.deposit").applied().times(3);
      bank.deposit("1", 1);
    }

    @Test
    void severalPlans(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      interference.delay("BankService.deposit").by(Duration.ofMillis(1)).once();
    }

    @Test
    void actionThrows(Interference interference) {
      interference
          .beforeCommitOf(TRANSFER)
          .once(
              () -> {
                throw new IllegalStateException("no such account");
              });
      assertThat(bank.transfer("1", "2", 60)).isTrue();
    }

    @Test
    void aborted(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      Assumptions.assumeTrue(false, "not here");
    }

    @Test
    void failsItself(Interference interference) {
      interference.beforeCommitOf(TRANSFER).once(() -> set("1", 70));
      throw new IllegalStateException("its own failure");
    }
  }

  private static String message(String test) {
    return String.valueOf(RUN.failure(test).getMessage());
  }

  @Test
  void whatHasHappenedIsFine() {
    assertThat(RUN.successes()).isEqualTo(List.of("used"));
  }

  @Test
  void theMethodWasNotCalled() {
    assertThat(message("notCalled"))
        .isEqualTo(
            "beforeCommitOf(\"BankService.transfer\") should have happened once, but did not:"
                + " BankService.transfer was not called; called were [BankService.balance(String)]."
                + " A method that is called inside another atomic one commits with it: name the"
                + " outer one.");
  }

  @Test
  void theMethodWasCalledInsideAnother() {
    assertThat(message("calledInside"))
        .contains("called were [PaymentService.pay(String, String, long)]")
        .contains("name the outer one");
  }

  @Test
  void theMethodHadNothingToCommit() {
    assertThat(message("withoutExec"))
        .isEqualTo(
            "refuse(\"BankService.transfer\").with(\"OOM no memory\") should have happened once, but"
                + " did not: BankService.transfer was run once, but sent no EXEC: it had nothing to"
                + " write, or ended before.");
  }

  @Test
  void theMethodCommittedTooRarely() {
    assertThat(message("tooRarely"))
        .isEqualTo(
            "loseReplyOf(\"BankService.deposit\").applied() should have happened 3 times, but"
                + " happened once: BankService.deposit sent EXEC once.");
  }

  @Test
  void allThatHasNotHappenedIsNamed() {
    assertThat(message("severalPlans"))
        .contains("beforeCommitOf(\"BankService.transfer\")")
        .contains("\ndelay(\"BankService.deposit\").by(PT0.001S)");
  }

  @Test
  void anActionThatThrowsFailsTheTest() {
    assertThat(RUN.failure("actionThrows"))
        .hasMessage(
            "The action of beforeCommitOf(\"BankService.transfer\") threw"
                + " java.lang.IllegalStateException: no such account")
        .hasRootCauseMessage("no such account");
  }

  @Test
  void anAbortedTestStaysAborted() {
    assertThat(message("aborted")).contains("not here").doesNotContain("beforeCommitOf");
  }

  @Test
  void aTestKeepsItsOwnFailure() {
    assertThat(RUN.failure("failsItself")).hasMessage("its own failure");
  }
}
