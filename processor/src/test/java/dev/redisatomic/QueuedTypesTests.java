package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.RedisListCommands.Direction;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Which results writes have, and of which type. */
class QueuedTypesTests extends QueuedWrites {

  private static final BitFieldSubCommands INCREASED_BITS =
      BitFieldSubCommands.create()
          .incr(BitFieldSubCommands.BitFieldType.unsigned(8))
          .valueAt(0)
          .by(1);

  QueuedTypesTests(RedisSetup redis) {
    super(redis);
  }

  @Test
  void numbers() {
    assertThat(committed(() -> Queued.of(template.opsForValue().increment("number", 2))))
        .isEqualTo(42L);
    assertThat(committed(() -> Queued.of(template.opsForValue().increment("number", 0.5))))
        .isEqualTo(42.5);
    assertThat(committed(() -> Queued.of(template.opsForList().rightPush("list", "d"))))
        .isEqualTo(4L);
    assertThat(committed(() -> Queued.of(template.opsForZSet().incrementScore("zset", "low", 1))))
        .isEqualTo(2.5);
    assertThat(committed(() -> Queued.of(template.delete(List.of("number", "list", "none")))))
        .isEqualTo(2L);
  }

  @Test
  void booleans() {
    assertThat(committed(() -> Queued.of(template.opsForValue().setIfAbsent("new", "1")))).isTrue();
    assertThat(committed(() -> Queued.of(template.opsForValue().setIfAbsent("new", "2"))))
        .isFalse();
    assertThat(committed(() -> Queued.of(template.expire("new", Duration.ofHours(1))))).isTrue();
    assertThat(committed(() -> Queued.of(template.expire("none", Duration.ofHours(1))))).isFalse();
    assertThat(committed(() -> Queued.of(template.opsForZSet().add("zset", "high", 2)))).isTrue();
    assertThat(committed(() -> Queued.of(template.opsForZSet().add("zset", "high", 3)))).isFalse();
    assertThat(committed(() -> Queued.of(template.delete("new")))).isTrue();
    assertThat(committed(() -> Queued.of(template.delete("new")))).isFalse();
    assertThat(committed(() -> Queued.of(template.unlink("number")))).isTrue();
  }

  @Test
  void bytesThroughTheSerializer() {
    RedisSerializer<String> text = RedisSerializer.string();

    assertThat(committed(() -> Queued.of(template.opsForList().leftPop("list"), text)))
        .isEqualTo("a");
    assertThat(committed(() -> Queued.of(template.opsForValue().getAndSet("number", "1"), text)))
        .isEqualTo("40");
    assertThat(committed(() -> Queued.of(template.opsForValue().getAndDelete("number"), text)))
        .isEqualTo("1");
    assertThat(committed(() -> Queued.of(template.opsForValue().getAndDelete("number"), text)))
        .isNull();
    assertThat(committed(() -> Queued.of(template.opsForList().leftPop("list", 2), text)))
        .isEqualTo(List.of("b", "c"));
    redis.other().sadd("set", "member");
    assertThat(committed(() -> Queued.of(template.opsForSet().pop("set"), text)))
        .isEqualTo("member");
    redis.other().zadd("scores", 2, "two");
    redis.other().zadd("scores", 1, "one");
    assertThat(committed(() -> Queued.of(template.opsForZSet().popMin("scores"), text)))
        .isEqualTo(TypedTuple.of("one", 1.0));
    assertThat(committed(() -> Queued.of(template.opsForZSet().popMin("scores", 2), text)))
        .isEqualTo(Set.of(TypedTuple.of("two", 2.0)));
  }

  @Test
  void theResultOfAScript() {
    RedisScript<Long> script = RedisScript.of("return redis.call('LLEN', KEYS[1])", Long.class);

    assertThat(committed(() -> Queued.of(template.execute(script, List.of("list"))))).isEqualTo(3L);
  }

  static Stream<Function<StringRedisTemplate, @Nullable Object>> repliesOfBytes() {
    return Stream.of(
        redis -> redis.opsForList().leftPop("list"),
        redis -> redis.opsForList().leftPop("list", 2),
        redis -> redis.opsForSet().pop("set", 2),
        redis -> redis.opsForZSet().popMin("zset"),
        redis -> redis.opsForZSet().popMax("zset", 2),
        redis -> redis.opsForValue().getAndDelete("number"),
        redis -> redis.opsForHash().getAndDelete("hash", List.of("field")),
        redis -> redis.execute(RedisScript.of("return 'text'", String.class), List.of()),
        redis -> redis.execute(RedisScript.of("return {'text'}", List.class), List.of()));
  }

  @ParameterizedTest
  @MethodSource("repliesOfBytes")
  void bytesWithoutASerializerFailBeforeTheCommit(
      Function<StringRedisTemplate, @Nullable Object> write) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                atomic.blindly(
                    () -> {
                      template.opsForValue().set("written", "x");
                      return Queued.of(write.apply(template));
                    }))
        .withMessageContaining("bytes")
        .withMessageContaining("RedisSerializer.string()");

    assertThat(redis.other().exists("written")).isFalse();
  }

  @Test
  void theSameWriteCanBeReferredToWithASerializerThen() {
    Queued<@Nullable String> job =
        atomic.blindly(
            () -> {
              String popped = template.opsForList().leftPop("list");
              assertThatIllegalStateException().isThrownBy(() -> Queued.of(popped));
              return Queued.of(popped, RedisSerializer.string());
            });

    assertThat(job.get()).isEqualTo("a");
  }

  static Stream<Function<StringRedisTemplate, @Nullable Object>> notCovered() {
    return Stream.of(
        redis -> redis.opsForHash().expire("hash", Duration.ofHours(1), List.of("field")),
        redis -> redis.expire("number", Expiration.seconds(9), ExpirationOptions.none()),
        redis -> redis.expiration("number").expire(Expiration.seconds(9)),
        redis ->
            redis
                .opsForStream()
                .claim("stream", "group", "me", Duration.ofHours(1), RecordId.of("1-1")));
  }

  @ParameterizedTest
  @MethodSource("notCovered")
  void whatCannotBeGivenIsRefusedBeforeTheCommit(
      Function<StringRedisTemplate, @Nullable Object> write) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      Queued.of(write.apply(template), RedisSerializer.string());
                    }))
        .withMessageContaining("cannot give the result of");
  }

  static Stream<Function<StringRedisTemplate, @Nullable Object>> writes() {
    return Stream.of(
        redis -> redis.opsForValue().append("number", "1"),
        redis -> redis.opsForValue().getAndSet("number", "1"),
        redis -> redis.opsForValue().getAndSet("none", "1"),
        redis -> redis.opsForValue().getAndExpire("number", Duration.ofHours(1)),
        redis -> redis.opsForValue().getAndDelete("none"),
        redis -> redis.opsForValue().setIfAbsent("none", "1"),
        redis -> redis.opsForValue().setIfPresent("none", "1"),
        redis -> redis.opsForValue().multiSetIfAbsent(Map.of("none", "1")),
        redis -> redis.opsForValue().increment("number"),
        redis -> redis.opsForValue().increment("number", 0.5),
        redis -> redis.opsForValue().setBit("number", 1, true),
        redis -> redis.opsForValue().bitField("bits", INCREASED_BITS),
        redis -> redis.opsForList().leftPop("none"),
        redis -> redis.opsForList().leftPop("none", 2),
        redis -> redis.opsForList().rightPop("list", 2),
        redis -> redis.opsForList().leftPush("list", "x"),
        redis -> redis.opsForList().leftPushIfPresent("none", "x"),
        redis -> redis.opsForList().remove("list", 1, "a"),
        redis -> redis.opsForList().rightPopAndLeftPush("list", "other"),
        redis -> redis.opsForList().move("list", Direction.LEFT, "other", Direction.RIGHT),
        redis -> redis.opsForSet().add("set", "x", "y"),
        redis -> redis.opsForSet().pop("none"),
        redis -> redis.opsForSet().pop("none", 2),
        redis -> redis.opsForSet().pop("set", 2),
        redis -> redis.opsForSet().move("set", "member", "other"),
        redis -> redis.opsForSet().unionAndStore("set", "none", "other"),
        redis -> redis.opsForZSet().add("zset", "x", 1),
        redis -> redis.opsForZSet().add("zset", Set.of(TypedTuple.of("x", 1.0))),
        redis -> redis.opsForZSet().incrementScore("zset", "low", 1),
        redis -> redis.opsForZSet().popMin("none"),
        redis -> redis.opsForZSet().popMin("none", 2),
        redis -> redis.opsForZSet().popMax("zset", 2),
        redis -> redis.opsForZSet().removeRange("zset", 0, -1),
        redis -> redis.opsForHash().putIfAbsent("hash", "field", "x"),
        redis -> redis.opsForHash().increment("hash", "count", 2),
        redis -> redis.opsForHash().increment("hash", "count", 0.5),
        redis -> redis.opsForHash().delete("hash", "field", "none"),
        redis -> redis.opsForGeo().add("geo", new Point(1, 2), "member"),
        redis -> redis.opsForHyperLogLog().add("log", "x"),
        redis ->
            redis
                .opsForStream()
                .add(
                    StreamRecords.newRecord()
                        .in("stream")
                        .withId("1-1")
                        .ofStrings(Map.of("f", "x"))),
        redis -> redis.opsForStream().createGroup("stream", ReadOffset.latest(), "group"),
        redis -> redis.opsForStream().delete("stream", "1-1"),
        redis -> redis.delete("number"),
        redis -> redis.delete("none"),
        redis -> redis.delete(List.of("number", "none")),
        redis -> redis.unlink("number"),
        redis -> redis.expire("number", Duration.ofHours(1)),
        redis -> redis.persist("number"),
        redis -> redis.renameIfAbsent("number", "none"),
        redis -> redis.copy("number", "none", false),
        redis -> redis.convertAndSend("channel", "x"),
        redis -> redis.execute(RedisScript.of("return 'text'", String.class), List.of()),
        redis -> redis.execute(RedisScript.of("return {1, 'text'}", List.class), List.of()),
        redis -> redis.execute(RedisScript.of("return 1", Boolean.class), List.of()));
  }

  /** So that nobody gets a ClassCastException after the commit. */
  @ParameterizedTest
  @MethodSource("writes")
  void resultsAreOfTheTemplatesOwnTypes(Function<StringRedisTemplate, @Nullable Object> write) {
    redis.other().sadd("set", "member");
    Object outside = write.apply(template);
    redis.flushAll();
    fill();
    redis.other().sadd("set", "member");

    Object result = committed(() -> Queued.of(write.apply(template), RedisSerializer.string()));

    assertThat(result).isEqualTo(outside);
    if (outside != null && !(outside instanceof Collection)) {
      assertThat(result).hasSameClassAs(outside);
    }
  }
}
