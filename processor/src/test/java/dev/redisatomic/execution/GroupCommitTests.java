package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a group commits, and what a body may do in it. */
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
