package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** A name that is wrong is refused at once, with those that there are. */
class MethodNamesTests extends BankTestCase {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BankService.transfr",
        "BankService.transfer(String, String, int)",
        "BankService.transfer()",
        "transfer",
        "BankService",
        "Bank.transfer",
        "BankService.get",
        ""
      })
  void anUnknownNameIsRefused(String name, Interference interference, AtomicCalls calls) {
    String text =
        "There is no atomic method "
            + name
            + ". There are BankService.balance(String); BankService.balances(String, String);"
            + " BankService.close(String); BankService.close(String, String);"
            + " BankService.deposit(String, long); BankService.openAll(List);"
            + " BankService.transfer(String, String, long);"
            + " PaymentService.pay(String, String, long); RedisAtomicOperations.execute(…)";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.beforeCommitOf(name))
        .withMessage(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.loseReplyOf(name))
        .withMessage(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.refuse(name))
        .withMessage(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.delay(name))
        .withMessage(text);
    assertThatIllegalArgumentException().isThrownBy(() -> calls.last(name)).withMessage(text);
    assertThatIllegalArgumentException().isThrownBy(() -> calls.all(name)).withMessage(text);
  }

  @Test
  void ofOverloadedMethodsTheParametersHaveToBeNamed(Interference interference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.refuse("BankService.close"))
        .withMessage(
            "BankService.close is overloaded; name one of BankService.close(String);"
                + " BankService.close(String, String)");
  }

  @Test
  void zeroTimesIsRefused(Interference interference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.beforeCommitOf(TRANSFER).times(0, () -> {}))
        .withMessage(
            "beforeCommitOf(\"BankService.transfer\") has to happen 1 time or more, not 0");
  }

  @Test
  void anErrorWithoutACodeIsRefused(Interference interference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interference.refuse(TRANSFER).with("out of memory"))
        .withMessageStartingWith("The error of a server begins with a code in upper case");
  }

  @Test
  void aMethodThatWasNotCalledHasNoLastCall(AtomicCalls calls) {
    bank.balance("1");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> calls.last(TRANSFER))
        .withMessage(
            "BankService.transfer was not called from outside of another atomic method; calls were"
                + " [BankService.balance(String)]");
    assertThat(calls.all(TRANSFER)).isEmpty();
    assertThat(calls.all()).hasSize(1);
  }

  @Test
  void whereNothingIsAtomicThereIsNothingToNameEither() {
    MethodNames names = new MethodNames(new DefaultListableBeanFactory());

    assertThatIllegalStateException()
        .isThrownBy(() -> names.find(TRANSFER))
        .withMessageStartingWith("Nothing is atomic in this application context");
  }
}
