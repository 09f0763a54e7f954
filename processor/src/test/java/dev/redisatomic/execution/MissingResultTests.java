package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redisatomic.Queued;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.script.RedisScript;

/** What is said where a body uses, or ignores, a result that it does not have. */
class MissingResultTests extends WiredBodies {

  private static final RedisScript<Long> COUNT =
      RedisScript.of("return redis.call('INCR', KEYS[1])", Long.class);
  private static final RedisScript<?> WITHOUT_RESULT =
      RedisScript.of("redis.call('INCR', KEYS[1])");

  private final Logger logger = Logger.getLogger(UnclaimedScripts.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          warnings.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  MissingResultTests(RedisSetup setup) {
    super(setup);
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void aNullPointerExceptionNamesTheWriteWithoutAResult() {
    NullPointerException thrown =
        catchThrowableOfType(
            NullPointerException.class,
            () ->
                atomic.run(
                    () -> {
                      long visits = values.increment("visits");
                      values.set("copy", "" + visits);
                    }));

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0])
        .hasMessageContaining("INCR visits")
        .hasMessageContaining("Queued.of(…)");
    assertThat(thrown.getSuppressed()[0].getStackTrace()).isEmpty();
  }

  @Test
  void aResultThatIsMissedLaterIsNamedAmongTheWritesThatHaveNone() {
    NullPointerException thrown =
        catchThrowableOfType(
            NullPointerException.class,
            () ->
                atomic.run(
                    () -> {
                      Long visits = values.increment("visits");
                      redis.opsForList().trim("list", 0, 1);
                      Queued.of(values.increment("claimed"));
                      values.set("copy", "1");
                      redis.opsForHash().put("hash", "field", "value");
                      values.set("visits", "" + (visits + 1));
                    }));

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0])
        .hasMessageStartingWith("Was null the missing result of INCR visits or of HSET hash?");
  }

  @Test
  void itIsSaidOnceHoweverDeepTheCall() {
    NullPointerException thrown =
        catchThrowableOfType(
            NullPointerException.class,
            () ->
                atomic.run(
                    () -> application.atomic().execute(() -> 1 + values.increment("visits"))));

    assertThat(thrown.getSuppressed()).hasSize(1);
  }

  @Test
  void withoutAWriteANullPointerExceptionIsTheBodysOwn() {
    NullPointerException thrown =
        catchThrowableOfType(
            NullPointerException.class,
            () -> atomic.run(() -> assertThat(values.get("none").length()).isZero()));

    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void soItIsIfEveryWriteHadItsResult() {
    NullPointerException thrown =
        catchThrowableOfType(
            NullPointerException.class,
            () ->
                atomic.run(
                    () -> {
                      values.setIfAbsent("lock", "me");
                      assertThat(values.get("none").length()).isZero();
                    }));

    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void anUnclaimedResultOfAScriptIsWarnedOfOncePerMethod() throws Exception {
    for (int i = 0; i < 3; i++) {
      atomic.run(() -> redis.execute(COUNT, List.of("count")));
    }
    atomic.runOnce(() -> redis.execute(COUNT, List.of("count")));

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .contains("Bodies.run(Action, String[])", "EVAL count", "Queued.of(…)");
    assertThat(warnings.get(1)).contains("Bodies.runOnce(");
    assertThat(other.get("count")).isEqualTo("4");
  }

  @Test
  void aScriptWithoutAResultOrWithAClaimedOneIsNot() throws Exception {
    Queued<Long> count =
        atomic.call(
            () -> {
              redis.execute(WITHOUT_RESULT, List.of("count"));
              return Queued.of(redis.execute(COUNT, List.of("count")));
            });

    assertThat(count.get()).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }
}
