package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.Queued;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Writes that do nothing where a value is another one than expected. Not every server has them:
 * those that do not apply nothing of a method that leaves the condition to them.
 */
@EachServer
class ConditionalWriteTests extends OnOneConnection {

  ConditionalWriteTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    redis.other().set("key", "is");
  }

  /** A way to say "if the value is …", and the key's value if it was. */
  enum Write {
    COMPARE_AND_SET("SET probe new IFEQ x", "new"),
    SET_IFEQ("SET probe new IFEQ x", "new"),
    COMPARE_AND_DELETE("DELEX probe", null),
    DELIFEQ("DELIFEQ probe x", null);

    private final String probe;
    private final @Nullable String after;

    Write(String probe, @Nullable String after) {
      this.probe = probe;
      this.after = after;
    }

    Queued<?> on(StringRedisTemplate template, String expected) {
      return switch (this) {
        case COMPARE_AND_SET ->
            Queued.of(template.opsForValue().compareAndSet("key", expected, "new"));
        case SET_IFEQ -> raw(template, "SET", "key", "new", "IFEQ", expected);
        case COMPARE_AND_DELETE -> Queued.of(template.compareAndDelete("key", expected));
        case DELIFEQ -> raw(template, "DELIFEQ", "key", expected);
      };
    }

    private static Queued<?> raw(StringRedisTemplate template, String name, String... words) {
      return Queued.of(send(template, name, words));
    }
  }

  private static @Nullable Object send(
      StringRedisTemplate template, String name, String... arguments) {
    byte[][] words = Stream.of(arguments).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new);
    return template.execute((RedisCallback<Object>) c -> c.execute(name, words));
  }

  private boolean serverHas(Write write) {
    String[] words = write.probe.split(" ", -1);
    try {
      send(template, words[0], Arrays.copyOfRange(words, 1, words.length));
      return true;
    } catch (RuntimeException e) {
      assertThat(e).rootCause().hasMessageMatching("ERR (unknown command|syntax error).*");
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void queuedTellsWhetherTheConditionHeld(Write write) {
    if (!serverHas(write)) {
      assertNothingIsApplied(write);
      return;
    }
    Object failed = committed(() -> write.on(template, "is not"));

    assertThat(failed).as("what Redis answered").isIn(null, false, 0L);
    assertThat(redis.other().get("key")).isEqualTo("is");

    Object held = committed(() -> write.on(template, "is"));

    assertThat(held instanceof byte[] bytes ? new String(bytes, UTF_8) : held).isIn("OK", true, 1L);
    assertThat(redis.other().get("key")).isEqualTo(write.after);
  }

  private @Nullable Object committed(Supplier<Queued<?>> write) {
    return atomic.blindly(write).get();
  }

  /** Only deleting takes a server that knows the command: SET is sent without its condition. */
  @ParameterizedTest
  @EnumSource
  void theBodyIsToldAtOnceWhetherTheConditionHolds(Write write) {
    if (write == Write.DELIFEQ && redis.mode() == ClientMode.LETTUCE) {
      // there, Spring Data reads no numbers from commands that it does not know
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> atomic.atomically(() -> write.on(template, "is not")))
          .withRootCauseInstanceOf(UnsupportedOperationException.class);
      return;
    }
    Queued<?> failed =
        atomic.atomically(() -> assertAnswered(write.on(template, "is not"), "0", "false", "null"));

    assertThat(failed.get()).as("what Redis would answer").isIn(null, false, 0L);
    assertThat(redis.other().get("key")).isEqualTo("is");

    if (write.after == null && !serverHas(write)) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> atomic.atomically(() -> write.on(template, "is")));
      assertThat(redis.other().get("key")).isEqualTo("is");
      return;
    }
    atomic.atomically(() -> assertAnswered(write.on(template, "is"), "1", "true", "OK"));

    assertThat(redis.other().get("key")).isEqualTo(write.after);
  }

  private static Queued<?> assertAnswered(Queued<?> result, String... expected) {
    Object value = result.get();
    String text = value instanceof byte[] bytes ? new String(bytes, UTF_8) : "" + value;
    assertThat(text).isIn((Object[]) expected);
    return result;
  }

  private void assertNothingIsApplied(Write write) {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> committed(() -> write.on(template, "is")));
    assertThat(redis.other().get("key")).isEqualTo("is");
  }
}
