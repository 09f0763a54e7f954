package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.query.SortQueryBuilder;
import org.springframework.data.redis.core.script.RedisScript;

/** With {@code redis.atomic.read-own-writes=false}, a read of a written key is refused. */
@EachServer
class ReadAfterWriteTests extends OnOneConnection {

  ReadAfterWriteTests(RedisSetup redis) {
    super(redis, List.of("redis.atomic.read-own-writes=false"));
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

  static List<Function<StringRedisTemplate, @Nullable Object>> onWrittenKeys() {
    return List.of(
        t -> t.opsForList().leftPop("list"),
        t -> t.opsForList().rightPopAndLeftPush("list", "set"),
        t -> t.opsForValue().getAndDelete("list"),
        t -> t.opsForValue().setIfAbsent("list", "1"),
        t -> t.opsForHash().putIfAbsent("list", "f", "1"),
        t -> t.renameIfAbsent("string", "list"),
        t -> t.opsForSet().move("list", "m", "set"));
  }

  @ParameterizedTest
  @MethodSource("onWrittenKeys")
  void onAKeyThatWasWrittenThereIsNoResult(Function<StringRedisTemplate, @Nullable Object> write) {
    atomic.atomically(
        () -> {
          template.opsForList().rightPush("list", "4");
          assertThatExceptionOfType(ReadAfterWriteException.class)
              .isThrownBy(() -> write.apply(template))
              .withMessageContaining("of key 'list' after this atomic method recorded RPUSH list:")
              .withMessageContaining("Results.NONE");
        });

    assertThat(redis.other().llen("list")).isEqualTo(4);
  }

  @Test
  void deletingAKeyThatWasWrittenStaysPossible() {
    atomic.atomically(
        () -> {
          template.opsForValue().set("new", "1");
          assertThat(template.delete("new")).isFalse();
          assertThat(template.unlink(List.of("string", "new"))).isNull();
        });

    assertThat(redis.other().exists("new", "string")).isZero();
  }

  @Test
  void nowIsRefusedByName() {
    atomic.atomically(
        () -> {
          assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
              .isThrownBy(() -> AtomicContext.current().now(() -> template.delete("a")))
              .withMessageContaining("AtomicContext.now(…)")
              .withMessageContaining("redis.atomic.read-own-writes");
        });
  }

  @Test
  void soAreAllResults() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.atomic().withResults(Results.ALL).execute(() -> true))
        .withMessageContaining("Results.ALL needs redis.atomic.read-own-writes");
  }
}
