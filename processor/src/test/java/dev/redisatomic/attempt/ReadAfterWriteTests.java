package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.query.SortQueryBuilder;
import org.springframework.data.redis.core.script.RedisScript;

@EachServer
class ReadAfterWriteTests extends OnOneConnection {

  ReadAfterWriteTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    KeyRead.fill(redis.other());
  }

  static List<KeyRead> reads() {
    return KeyRead.all();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aKeyThatWasWrittenCannotBeRead(KeyRead read) {
    atomic.atomically(
        () -> {
          template.delete(read.key());
          assertRefused(read, read.key(), "DEL " + read.key());
        });
  }

  @ParameterizedTest
  @MethodSource("reads")
  void afterFlushDbNoKeyCanBeRead(KeyRead read) {
    atomic.atomically(
        () -> {
          template.execute(
              (RedisCallback<Boolean>)
                  connection -> {
                    connection.serverCommands().flushDb();
                    return true;
                  });
          assertRefused(read, "", "FLUSHDB"); // whichever of its keys comes first
        });
  }

  /** Spring Data merges and then counts, in one method. */
  @Test
  void theUnionOfHyperLogLogsSaysWhatToDoInstead() {
    redis.other().pfadd("a", "1", "2");
    redis.other().pfadd("b", "2", "3");

    Long union =
        atomic.atomically(
            () -> {
              assertThatExceptionOfType(ReadAfterWriteException.class)
                  .isThrownBy(() -> template.opsForHyperLogLog().union("union", "a", "b"))
                  .withMessageContaining("opsForHyperLogLog().union(…) merges first")
                  .withMessageContaining("size(…)");
              return template.opsForHyperLogLog().size("a", "b");
            });

    assertThat(union).isEqualTo(3);
    assertThat(redis.other().pfcount("union")).as("recorded all the same").isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void otherKeysCanBeRead(KeyRead read) {
    Object value =
        atomic.atomically(
            () -> {
              template.opsForValue().set("unrelated", "1");
              return read.with(template);
            });

    assertThat(value).isEqualTo(read.expected());
  }

  private void assertRefused(KeyRead read, String key, String earlier) {
    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(() -> read.with(template))
        .withMessageContaining("of key '" + key)
        .withMessageContaining("recorded " + earlier + ":");
  }

  @Test
  void theKeysOfAScriptCountAsWritten() {
    atomic.atomically(
        () -> {
          template.execute(RedisScript.of("return 1"), List.of("set", "list"));
          assertRefusedKey("list", "EVAL set list");
          assertThat(template.opsForValue().get("string")).isEqualTo("40");
        });
  }

  @Test
  void theEarliestWriteIsNamed() {
    atomic.atomically(
        () -> {
          template.opsForList().leftPop("list");
          template.delete("list");
          assertRefusedKey("list", "LPOP list");
        });
  }

  @Test
  void ofAStoreCommandOnlyTheDestinationCountsAsWritten() {
    atomic.atomically(
        () -> {
          template.opsForZSet().unionAndStore("zset", "zset", "union");
          template.opsForSet().differenceAndStore("set", "other", "difference");
          template.copy("string", "copy", true);
          template.sort(SortQueryBuilder.sort("list").by("nosort").build(), "sorted");
          KeyRead.raw(template, "PFMERGE", "merged");
          assertRefusedKey("union", "ZUNIONSTORE union");
          assertRefusedKey("difference", "SDIFFSTORE difference");
          assertRefusedKey("copy", "COPY copy");
          assertRefusedKey("sorted", "SORT sorted");
          assertRefusedKey("merged", "PFMERGE merged");
          for (String source : List.of("zset", "set", "other", "string", "list")) {
            assertThat(template.hasKey(source)).isTrue();
          }
        });

    assertThat(redis.other().get("copy")).isEqualTo("40");
    assertThat(redis.other().lrange("sorted", 0, -1)).isEqualTo(List.of("3", "1", "2"));
  }

  @Test
  void aRenamedKeyCountsAsWrittenUnderBothNames() {
    atomic.atomically(
        () -> {
          template.rename("string", "renamed");
          assertRefusedKey("string", "RENAME string renamed");
          assertRefusedKey("renamed", "RENAME string renamed");
        });
  }

  @Test
  void aBodyMayCatchItAndTheRestCommits() {
    atomic.atomically(
        () -> {
          template.opsForValue().set("string", "41");
          assertRefusedKey("string", "SET string");
        });

    assertThat(redis.other().get("string")).isEqualTo("41");
  }

  @Test
  void aBodyThatDoesNotCatchItWritesNothing() {
    Consumer<String> readAgain =
        key ->
            atomic.atomically(
                () -> {
                  template.opsForValue().set(key, "41");
                  return template.opsForValue().get(key);
                });

    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(() -> readAgain.accept("string"));
    assertThat(redis.other().get("string")).isEqualTo("40");
  }

  private void assertRefusedKey(String key, String earlier) {
    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(() -> template.hasKey(key))
        .withMessageStartingWith("EXISTS of key '" + key + "'")
        .withMessageContaining("recorded " + earlier + ":");
  }
}
