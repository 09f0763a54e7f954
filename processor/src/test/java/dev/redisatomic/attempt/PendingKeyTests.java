package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Key;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one group leaves to the next to read ahead. */
class PendingKeyTests {

  private final PendingKey key = new PendingKey(Key.of("key"), KeyState.UNREAD);

  private static byte[] bytes(int count) {
    return "x".repeat(count).getBytes(UTF_8);
  }

  private int wordsToRead() {
    ClassifiedCommand again = key.again();
    return again == null ? 0 : again.command().size();
  }

  @Test
  void whatNobodyHasReadIsNotReadAgain() {
    assertThat(key.again()).isNull();
  }

  @Test
  void aValueIsReadAgainUnlessItIsLarge() {
    key.learn(bytes(4096));
    assertThat(String.valueOf(key.again())).contains("GET");

    key.learn(bytes(4097));
    assertThat(key.again()).isNull();
  }

  @Test
  void fieldsAreReadAgainUnlessTheyAreMany() {
    IntStream.range(0, 32).forEach(i -> key.learn(Key.of("f" + i), bytes(1)));
    assertThat(wordsToRead()).isEqualTo(34);

    key.learn(Key.of("one more"), bytes(1));
    assertThat(key.again()).isNull();
  }

  @Test
  void aLargeFieldIsNotReadAgain() {
    key.learn(Key.of("small"), bytes(1));
    key.learn(Key.of("large"), bytes(4097));

    assertThat(wordsToRead()).isEqualTo(3);
  }
}
