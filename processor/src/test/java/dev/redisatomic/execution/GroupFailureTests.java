package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Commands that are refused or fail in a group, and connections that it loses. */
@EachServer
@Timeout(60)
class GroupFailureTests extends GroupedBodies {

  GroupFailureTests(RedisSetup setup) {
    super(
        setup,
        "redis.atomic.contention.group-commit=true",
        "redis.atomic.contention.group-patience=20s");
  }

  @Test
  void anErrorInExecIsThatOfTheCallWhoseCommandFailed() throws Exception {
    other.rpush("list", "element");

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              String before = increment();
              values.increment("list");
              return before;
            },
            () -> {
              values.increment("list");
              return "";
            },
            this::increment);

    calls.get(0).get();
    assertThatThrownBy(() -> calls.get(1).get())
        .cause()
        .isInstanceOf(PartialCommitException.class)
        .hasMessageContaining("1 of 2 writes")
        .hasMessageContaining("WRONGTYPE");
    assertThatThrownBy(() -> calls.get(2).get())
        .cause()
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("Redis applied nothing");
    assertThat(calls.get(3).get()).isEqualTo("2");
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void aRefusedCommandStopsNobodyElse() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            () -> counted(runs),
            () -> counted(runs),
            () -> {
              runs.incrementAndGet();
              redis.execute(connection -> connection.execute("APPEND", KEY.getBytes(UTF_8)), true);
              return "";
            });

    calls.get(0).get();
    calls.get(1).get();
    assertThatThrownBy(() -> calls.get(2).get()).hasMessageContaining("EXECABORT");
    assertThat(other.get(KEY)).isEqualTo("2");
    assertThat(runs).as("each once more").hasValue(6);
  }

  @Test
  void aCallWhoseCommandIsRefusedSpoilsOneGroupAndNotTheNext() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Callable<String> counted = () -> counted(runs);
    Callable<String> refused = () -> "";
    GroupedCalls.Caller<String> caller =
        body ->
            body == refused
                ? application.atomic().execute(this::appendWithoutValue, KEY)
                : atomic.call(body, KEY);
    List<Future<String>> calls =
        GroupedCalls.start(application, threads, caller, List.of(counted, counted, refused));
    assertThatThrownBy(() -> calls.get(2).get()).hasMessageContaining("EXECABORT");
    calls.get(0).get();
    calls.get(1).get();
    for (Future<String> call :
        GroupedCalls.start(application, threads, caller, List.of(counted, counted, counted))) {
      call.get();
    }
    runs.set(0);
    proxy.reset();

    List<Future<String>> next =
        GroupedCalls.start(application, threads, caller, List.of(counted, counted, refused));

    next.get(0).get();
    next.get(1).get();
    assertThatThrownBy(() -> next.get(2).get()).hasMessageContaining("EXECABORT");
    assertThat(runs).as("each once").hasValue(2);
    assertThat(sent("EXEC")).as("two together, and the refused one alone").isEqualTo(2);
  }

  @Test
  void whoCannotTryAgainIsNotBlamedForTheCommandOfAnother() throws Exception {
    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              Thread.currentThread().interrupt();
              return increment();
            },
            this::appendWithoutValue);

    calls.get(0).get();
    assertThatThrownBy(() -> calls.get(1).get())
        .cause()
        .hasMessageContaining("shared with others")
        .hasMessageContaining("Nothing was applied");
    assertThatThrownBy(() -> calls.get(2).get()).hasMessageContaining("EXECABORT");
    assertThat(other.get(KEY)).isEqualTo("1");
  }

  private String appendWithoutValue() {
    redis.execute(connection -> connection.execute("APPEND", KEY.getBytes(UTF_8)), true);
    return "";
  }

  @Test
  void ifTheReplyIsLostTheOutcomeIsUnknownToWritersAndReadersRunAgain() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    proxy.cutAfterNext(named("EXEC"));

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              reads.incrementAndGet();
              return String.valueOf(values.get(KEY));
            },
            this::increment);

    assertThatThrownBy(() -> calls.get(0).get())
        .hasCauseInstanceOf(CommitOutcomeUnknownException.class);
    assertThat(calls.get(1).get()).isEqualTo("2");
    assertThatThrownBy(() -> calls.get(2).get())
        .hasCauseInstanceOf(CommitOutcomeUnknownException.class);
    assertThat(reads).hasValue(2);
    assertThat(other.get(KEY)).isEqualTo("2");
  }

  @Test
  void exactlyOnceFindsOutForAll() throws Exception {
    proxy.cutAfterNext(named("EXEC"));

    List<Future<String>> calls =
        together(
            body -> application.atomic().exactlyOnce().execute(() -> unchecked(body), KEY),
            this::increment,
            this::increment,
            this::increment);

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(sent("MULTI")).as("transactions, without the question").isEqualTo(1);
  }

  private static <T> T unchecked(Callable<T> body) {
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aConnectionThatIsLostInAReadIsEverybodysFailureAndAllRunAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    other.set("another", "1");

    List<Future<String>> calls =
        together(
            () -> counted(runs),
            () -> {
              if (runs.get() == 1) {
                proxy.cutBeforeNext(named("GET"));
              }
              values.get("another");
              return counted(runs);
            },
            () -> counted(runs));

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(other.get(KEY)).isEqualTo("3");
  }
}
