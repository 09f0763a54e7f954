package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.PartialCommitException.CommandResult;
import dev.redisatomic.Queued;
import dev.redisatomic.test.RedisSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.script.RedisScript;

/** Commands that Redis refuses inside EXEC, and those that it refuses to queue. */
class FailedCommandTests extends WiredBodies {

  private final Class<? extends DataAccessException> refusal;
  private int runs;

  FailedCommandTests(RedisSetup setup) {
    super(setup);
    refusal = setup.mode().refusal();
  }

  @Test
  void aFailureInsideExecLeavesTheOthersAppliedAndSaysSo() {
    other.sadd("set", "member");

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      runs++;
                      values.get("read");
                      values.set("before", "secret");
                      values.increment("set");
                      redis.opsForHash().put("after", "field", "1");
                    }))
        .withMessageContaining("Bodies.run(")
        .withMessageContaining("2 of 3 writes were applied")
        .withMessageContaining("INCR set (WRONGTYPE")
        .satisfies(
            e -> {
              assertThat(e.getMessage()).doesNotContain("secret");
              assertThat(e.getResults())
                  .extracting(CommandResult::command, CommandResult::applied)
                  .containsExactly(
                      tuple("SET before", true),
                      tuple("INCR set", false),
                      tuple("HSET after", true));
              assertThat(e.getResults().get(2).result()).isEqualTo(1L);
              assertThat(e.getResults().get(1).result()).isNull();
              assertThat(e.getResults().get(1).error())
                  .isInstanceOf(refusal)
                  .hasMessageContaining("WRONGTYPE");
              assertThat(e.getCause()).isSameAs(e.getResults().get(1).error());
            });

    assertThat(runs).as("not retried").isEqualTo(1);
    assertThat(other.get("before")).isEqualTo("secret");
    assertThat(other.hget("after", "field")).isEqualTo("1");
  }

  @Test
  void resultsOfAppliedCommandsOfAPartialCommitAreKnown() {
    other.set("text", "no number");
    List<Queued<@Nullable Long>> results = new ArrayList<>();
    List<String> calls = new ArrayList<>();

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      results.add(Queued.of(values.increment("counter", 5)));
                      results.add(Queued.of(values.increment("text")));
                      AtomicContext.current().afterCommit(() -> calls.add("called"));
                    }))
        .withMessageContaining("not an integer");

    assertThat(results.get(0).get()).isEqualTo(5);
    assertThatIllegalStateException().isThrownBy(results.get(1)::get);
    assertThat(calls).isEmpty();
  }

  @Test
  void ifEveryWriteFailedTheFirstFailureIsThrownWithTheOthers() {
    other.sadd("set", "member");
    other.set("text", "no number");
    List<Queued<@Nullable Long>> results = new ArrayList<>();
    List<String> calls = new ArrayList<>();

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      runs++;
                      values.get("read");
                      results.add(Queued.of(values.increment("set")));
                      values.increment("text");
                      AtomicContext.current().afterCommit(() -> calls.add("called"));
                    }))
        .withMessageContaining("Redis applied nothing")
        .withMessageContaining("INCR set (WRONGTYPE")
        .withMessageContaining("INCR text (ERR value is not an integer")
        .satisfies(
            e -> {
              assertThat(e.getCause()).hasMessageContaining("WRONGTYPE");
              assertThat(e.getSuppressed())
                  .singleElement()
                  .isInstanceOf(refusal)
                  .extracting(Throwable::getMessage)
                  .asString()
                  .contains("not an integer");
            });

    assertThat(runs).as("not retried").isEqualTo(1);
    assertThat(calls).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(results.get(0)::get)
        .withMessageContaining("did not commit it");
  }

  @Test
  void aSingleWriteThatFailedIsNoPartialCommitEither() {
    other.sadd("set", "member");

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.run(() -> values.increment("set")))
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
  }

  /** A script that fails half-way has applied its first half. */
  @Test
  void withAScriptAmongTheFailuresNobodyKnowsThatNothingWasApplied() {
    other.sadd("set", "member");
    RedisScript<String> failsInTheMiddle =
        RedisScript.of(
            "redis.call('SET', KEYS[1], 'half'); return redis.call('GET', KEYS[2])", String.class);

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      values.increment("set");
                      redis.execute(failsInTheMiddle, List.of("first", "set"));
                    }))
        .withMessageContaining("0 of 2 writes were applied")
        .withMessageEndingWith(", which may have been applied in part.");

    assertThat(other.get("first")).isEqualTo("half");
  }

  @Test
  void aCommandThatCannotBeQueuedAppliesNothingAndNamesTheReason() throws Exception {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      runs++;
                      values.get("read");
                      values.set("before", "1");
                      setWithoutValue();
                      values.set("after", "1");
                    }))
        .withMessageContaining("EXECABORT")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("wrong number of arguments for 'set'"));

    assertThat(runs).as("not retried").isEqualTo(1);
    assertThat(other.dbSize()).isZero();
    atomic.run(() -> values.set("next", values.get("next") + "!"));
    assertThat(other.get("next")).isEqualTo("null!");
  }

  /** Which Redis hides: it answers EXECABORT either way. */
  @Test
  void aCommandThatCannotBeQueuedIsNotRetriedAfterAConflict() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      runs++;
                      values.get("read");
                      other.set("read", "theirs");
                      setWithoutValue();
                    }));

    assertThat(runs).isEqualTo(1);
  }

  private void setWithoutValue() {
    redis.execute(
        (RedisCallback<@Nullable Object>)
            connection -> connection.execute("SET", "key".getBytes(UTF_8)));
  }

  private void raw(String command, String... words) {
    redis.execute(
        (RedisCallback<@Nullable Object>)
            connection ->
                connection.execute(
                    command,
                    Stream.of(words).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new)));
  }

  private static void assertWithoutValues(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).contains("ERR").doesNotContain("secret");
  }

  @Test
  void whatAScriptQuotesOfItsArgumentsIsNotRepeated() {
    String script = "return redis.error_reply('ERR no account ' .. ARGV[1] .. ' for ' .. KEYS[1])";

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(() -> atomic.run(() -> raw("EVAL", script, "1", "bank", "secret")))
        .withMessageContaining("no account … for bank")
        .satisfies(FailedCommandTests::assertWithoutValues);
  }

  @Test
  void aReadThatRedisRefusesIsTheBodysOwnBusiness() throws Exception {
    other.sadd("set", "member");

    atomic.run(
        () -> {
          try {
            values.get("set");
          } catch (DataAccessException e) {
            values.set("reason", String.valueOf(e.getMessage()));
          }
        });

    assertThat(other.get("reason")).startsWith("WRONGTYPE");
  }
}
