package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedValuesTests {

  private @Nullable Object hidden(Object reply, String value) {
    List<Key> keys = List.of(Key.of("key"));
    return QuotedValues.hide(
        reply,
        ClassifiedCommand.of(
            Command.of("SET", "key".getBytes(UTF_8), value.getBytes(UTF_8)),
            CommandRole.WRITE,
            keys));
  }

  private static ErrorReply error(String message) {
    return new ErrorReply(message, IllegalStateException::new);
  }

  @Test
  void aValueIsHidden() {
    assertThat(hidden(error("ERR secret is no number"), "secret"))
        .isInstanceOfSatisfying(
            ErrorReply.class, shown -> assertThat(shown.message()).isEqualTo("ERR … is no number"));
  }

  /** Otherwise the method would not run again. */
  @ParameterizedTest
  @ValueSource(strings = {"BUSY", "LOADING", "READONLY"})
  void aValueThatLooksLikeTheCodeOfAnErrorHidesNoCode(String value) {
    ErrorReply error = error(value + " Redis cannot do this now");

    assertThat(hidden(error, value)).isSameAs(error);
  }

  @Test
  void whatIsNoErrorStaysAsItIs() {
    assertThat(hidden("secret", "secret")).isEqualTo("secret");
  }
}
