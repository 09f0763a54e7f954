package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.test.AtomicTemplates;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializer;

@EachServer
class QueuedTests {

  private final RedisSetup redis;
  private final AtomicTemplates atomic;
  private final StringRedisTemplate template;

  QueuedTests(RedisSetup redis) {
    this.redis = redis;
    atomic = new AtomicTemplates(redis);
    template = atomic.template();
  }

  @BeforeEach
  void fill() {
    redis.flushAll();
    redis.other().set("number", "40");
    redis.other().rpush("list", "a", "b", "c");
    redis.other().zadd("zset", 1.5, "low");
  }

  @AfterEach
  void close() {
    atomic.close();
  }

  private <T extends @Nullable Object> T committed(Supplier<Queued<T>> write) {
    return atomic.atomically(write).get();
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

  @Test
  void everyQueuedRefersToItsOwnWrite() {
    List<Queued<?>> results = new ArrayList<>();
    atomic.atomically(
        () -> {
          results.add(Queued.of(template.opsForValue().increment("number")));
          template.opsForValue().set("between", "has no result to ask for");
          results.add(Queued.of(template.opsForList().rightPush("list", "d")));
          results.add(Queued.of(template.opsForValue().increment("number")));
        });

    assertThat(results).extracting(Queued::get).isEqualTo(List.of(41L, 4L, 42L));
  }

  @Test
  void beforeTheCommitThereIsNoResult() {
    Queued<Long> result =
        atomic.atomically(
            () -> {
              Queued<Long> queued = Queued.of(template.opsForValue().increment("number"));
              assertThatIllegalStateException()
                  .isThrownBy(queued::get)
                  .withMessageContaining("INCR number is not known yet");
              return queued;
            });

    assertThat(result.get()).isEqualTo(41);
  }

  @Test
  void withoutAWriteThereIsNothingToReferTo() {
    atomic.atomically(
        () -> {
          String read = template.opsForValue().get("number");
          assertThatIllegalStateException()
              .isThrownBy(() -> Queued.of(read))
              .withMessageContaining("reads run at once");
          Queued.of(template.opsForValue().increment("number"));
          assertThatIllegalStateException()
              .isThrownBy(() -> Queued.of(null))
              .withMessageContaining("There is no recorded write to refer to");
          template.opsForValue().increment("number");
          String missing = template.opsForValue().get("missing");
          assertThatIllegalStateException()
              .as("a read after the write")
              .isThrownBy(() -> Queued.of(missing))
              .withMessageContaining("There is no recorded write to refer to");
        });
    assertThatIllegalStateException().isThrownBy(() -> Queued.of(null));
  }

  @Test
  void theResultOfALostAttemptDoesNotLeak() {
    List<Queued<Long>> results = new ArrayList<>();
    atomic.atomically(
        () -> {
          template.hasKey("number");
          results.add(Queued.of(template.opsForValue().increment("number")));
          if (AtomicContext.current().attempt() == 1) {
            redis.other().set("number", "100");
          }
        });

    assertThat(results).hasSize(2);
    assertThatIllegalStateException()
        .isThrownBy(results.get(0)::get)
        .withMessageContaining("the attempt that recorded it did not commit it");
    assertThat(results.get(1).get()).isEqualTo(101);
  }

  @Test
  void aBodyThatThrowsHasNoResult() {
    List<Queued<Long>> results = new ArrayList<>();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      results.add(Queued.of(template.opsForValue().increment("number")));
                      throw new UnsupportedOperationException();
                    }));

    assertThatIllegalStateException().isThrownBy(results.get(0)::get);
  }

  @Test
  void ofAPartialCommitOnlyTheAppliedWritesHaveResults() {
    List<Queued<Long>> results = new ArrayList<>();
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      results.add(Queued.of(template.opsForValue().increment("number")));
                      results.add(Queued.of(template.opsForValue().increment("list")));
                    }))
        .isInstanceOf(PartialCommitException.class);

    assertThat(results.get(0).get()).isEqualTo(41);
    assertThatIllegalStateException().isThrownBy(results.get(1)::get);
  }
}
