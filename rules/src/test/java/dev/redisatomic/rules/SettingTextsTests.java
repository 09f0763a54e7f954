package dev.redisatomic.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is refused only where nothing can make it right. */
class SettingTextsTests {

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-2", " ", "many", "1.5", "9223372036854775808", "1e3"})
  void aTextThatIsNoNumberOfRetriesIsRefused(String text) {
    assertThat(SettingTexts.maxRetries("Bank.pay()", text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", " 7 ", "+3", "${retries}", "#{2 - 3}", "%{many}", "ENC(many)"})
  void aTextThatMayBeANumberOfRetriesIsLeftToStartUp(String text) {
    assertThat(SettingTexts.maxRetries("Bank.pay()", text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        " ",
        "0",
        "0s",
        "-1s",
        "36501d",
        "999999999999999999d",
        "9999999999999999999s"
      })
  void aTextThatIsNoTimeoutIsRefused(String text) {
    assertThat(SettingTexts.timeout("Bank.pay()", text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "500ms",
        "2s",
        "+2S",
        "PT2S",
        "1m30s",
        "36500d",
        "1w",
        "${time:soon}",
        "@soon@"
      })
  void aTextThatMayBeATimeoutIsLeftToStartUp(String text) {
    assertThat(SettingTexts.timeout("Bank.pay()", text)).isNull();
  }
}
