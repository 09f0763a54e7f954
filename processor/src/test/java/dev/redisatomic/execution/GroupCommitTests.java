package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.Queued;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Every ending of a group, and what a body may do in it. */
@EachServer
@Timeout(60)
class GroupCommitTests extends GroupedBodies {

  GroupCommitTests(RedisSetup setup) {
    super(
        setup,
        "redis.atomic.contention.group-commit=true",
        "redis.atomic.contention.group-patience=20s");
  }

  @Test
  void callsInLineCommitTogetherAsIfOneHadRunAfterTheOther() throws Exception {
    List<Future<String>> calls = together(this::increment, this::increment, this::increment);

    assertThat(calls.get(0).get()).isEqualTo("0");
    assertThat(calls.get(1).get()).isEqualTo("1");
    assertThat(calls.get(2).get()).isEqualTo("2");
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(proxy.commands().stream().map(words -> words.get(0)))
        .containsExactly("WATCH", "GET", "MULTI", "SET", "SET", "SET", "EXEC");
    assertThat(proxy.roundTrips()).isEqualTo(2);
  }

  @Test
  void eachHasItsOwnCallbacksAndResults() throws Exception {
    Map<String, Thread> callbacks = new ConcurrentHashMap<>();
    Map<Thread, String> bodies = new ConcurrentHashMap<>();

    List<Future<Queued<@Nullable Long>>> calls =
        together(
            () -> recorded("a", 1, bodies, callbacks),
            () -> recorded("b", 10, bodies, callbacks),
            () -> recorded("c", 100, bodies, callbacks));

    assertThat(calls.get(0).get().get()).isEqualTo(1);
    assertThat(calls.get(1).get().get()).isEqualTo(11);
    assertThat(calls.get(2).get().get()).isEqualTo(111);
    assertThat(callbacks).containsOnlyKeys("a", "b", "c");
    callbacks.forEach((name, thread) -> assertThat(bodies).containsEntry(thread, name));
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  private Queued<@Nullable Long> recorded(
      String name, long delta, Map<Thread, String> bodies, Map<String, Thread> callbacks) {
    bodies.put(Thread.currentThread(), name);
    values.get(KEY);
    AtomicContext.current().afterCommit(() -> callbacks.put(name, Thread.currentThread()));
    return Queued.of(values.increment(KEY, delta));
  }

  @Test
  void listenersAreToldOfEachCall() throws Exception {
    RecordingListener listener = new RecordingListener();
    try (TestApplication listened =
        TestApplication.on(factory)
            .properties("redis.atomic.contention.group-patience=20s")
            .singleton("listener", listener)
            .start(Bodies.class)) {
      GroupedCalls.crowd(listened, other, threads, KEY);
      listener.clear();
      proxy.reset();

      List<Future<String>> calls =
          GroupedCalls.start(
              listened,
              threads,
              body -> listened.methods().call(body, KEY),
              List.of(
                  this::increment,
                  () -> String.valueOf(values.get(KEY)),
                  () -> increment() + increment()));
      for (Future<String> call : calls) {
        call.get();
      }
    }

    assertThat(sent("EXEC")).isEqualTo(1);
    assertThat(listener.ended())
        .extracting(call -> call.outcome() + " " + call.attempts().get(0).writes())
        .containsExactlyInAnyOrder("COMMITTED 1", "UNCHANGED 0", "COMMITTED 2");
    assertThat(listener.ended()).allMatch(call -> call.attempts().size() == 1);
  }

  @Test
  void aConflictIsEverybodys() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            () -> counted(runs),
            () -> counted(runs),
            () -> {
              if (runs.get() == 2) {
                other.set(KEY, "10");
              }
              return counted(runs);
            });

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(other.get(KEY)).isEqualTo("13");
    assertThat(runs).hasValue(6);
  }

  private String counted(AtomicInteger runs) {
    runs.incrementAndGet();
    return increment();
  }

  @Test
  void whatABodyThatThrowsHasWrittenIsCutOut() throws Exception {
    IllegalStateException thrown = new IllegalStateException("thrown");

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              increment();
              throw thrown;
            },
            this::increment);

    calls.get(0).get();
    assertThatThrownBy(() -> calls.get(1).get()).hasCause(thrown);
    assertThat(calls.get(2).get()).isEqualTo("1");
    assertThat(other.get(KEY)).isEqualTo("2");
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void aBodyThatThrewForWhatNeverCameToBeRunsAgain() throws Exception {
    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              if ("1".equals(values.get(KEY))) {
                other.set(KEY, "10");
                throw new IllegalStateException("There is 1");
              }
              return String.valueOf(values.get(KEY));
            },
            this::increment);

    calls.get(0).get();
    assertThat(calls.get(1).get()).isIn("10", "11", "12");
    calls.get(2).get();
    assertThat(other.get(KEY)).isEqualTo("12");
  }

  @Test
  void aBodyThatOnlyReadsWaitsForWhatItHasSeen() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    List<Future<String>> calls =
        together(
            this::increment,
            () -> String.valueOf(values.get(KEY)),
            () -> {
              if (conflicts.incrementAndGet() == 1) {
                other.set(KEY, "10");
              }
              return increment();
            });

    calls.get(0).get();
    assertThat(calls.get(1).get()).as("never 1").isIn("10", "11", "12");
    calls.get(2).get();
    assertThat(other.get(KEY)).isEqualTo("12");
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

  @Test
  void anInterruptedMemberLearnsItsVerdictAndStaysInterrupted() throws Exception {
    AtomicReference<@Nullable Thread> second = new AtomicReference<>();

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              second.set(Thread.currentThread());
              return increment();
            },
            () -> {
              Thread member = second.get();
              if (member != null) {
                member.interrupt();
              }
              return increment();
            });

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void nestedCallsTakePart() throws Exception {
    List<Future<String>> calls =
        together(
            body -> atomic.call(() -> atomic.call(body, KEY)),
            this::increment,
            this::increment,
            this::increment);

    for (Future<String> call : calls) {
      call.get();
    }
    assertThat(other.get(KEY)).isEqualTo("3");
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void aCallThatMayNotTryAgainCommitsAlone() throws Exception {
    List<Future<String>> calls =
        together(
            body -> {
              AtomicReference<@Nullable String> result = new AtomicReference<>();
              atomic.runOnce(() -> result.set(body.call()), KEY);
              return String.valueOf(result.get());
            },
            this::increment);

    assertThat(calls.get(0).get()).isEqualTo("0");
  }

  @Test
  void aCallerSeesItsOwnFailureOnly() throws Exception {
    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              throw new IOException("checked");
            });

    calls.get(0).get();
    assertThatThrownBy(() -> calls.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(other.get(KEY)).isEqualTo("1");
  }
}
