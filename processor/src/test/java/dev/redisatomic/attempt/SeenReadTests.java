package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeenReadTests {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Map<Object, @Nullable Object> map(@Nullable Object value) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put(bytes("field"), value);
    return map;
  }

  private static SeenRead seen(@Nullable Object reply) {
    Command read = Command.of("TS.INFO", bytes("key"));
    return new SeenRead(
        ClassifiedCommand.of(read, CommandRole.READ, List.of(Key.of("key"))), reply);
  }

  @Test
  void aNilInAMapOrAListIsAValueAsAnyOther() {
    assertThat(SeenRead.same(map(null), map(null))).isTrue();
    assertThat(SeenRead.same(map(null), map(bytes("value")))).isFalse();
    assertThat(SeenRead.same(Arrays.asList(1L, null), Arrays.asList(1L, null))).isTrue();
  }

  @Test
  void whatTheBodyChangesStaysAsItWas() {
    byte[] value = bytes("value");
    SeenRead inMap = seen(map(value));
    SeenRead inList = seen(List.of(value));

    value[0] = 'X';

    assertThat(SeenRead.same(inMap.reply(), map(bytes("value")))).isTrue();
    assertThat(SeenRead.same(inList.reply(), List.of(bytes("value")))).isTrue();
  }
}
