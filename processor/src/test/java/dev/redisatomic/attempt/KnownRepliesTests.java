package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.attempt.result.NeededResult.Read;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRepliesTests {

  private final KnownReplies known = new KnownReplies();

  @Test
  void ofABodyThatReadsWithoutEndOnlyTheFirstRepliesAreKept() {
    for (int i = 0; i < 20_000; i++) {
      known.add(get("key:" + i), "1".getBytes(UTF_8));
    }

    assertThat(known.find(read("key:0"))).isNotNull();
    assertThat(known.find(read("key:19999"))).isNull();
  }

  private Read read(String key) {
    return new Read(get(key), List.of(Key.of(key)), null);
  }

  private Command get(String key) {
    return Command.of("GET", key.getBytes(UTF_8));
  }
}
