package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.Queued;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
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
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.script.RedisScript;

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
  void aKeyThatWasWrittenUnreadIsReadUnderTheSameWatch() throws Exception {
    other.set("to", "5");
    Callable<String> transfer =
        () -> {
          values.decrement(KEY);
          values.increment("to");
          return String.valueOf(values.get("to"));
        };

    List<Future<String>> calls =
        together(
            () -> {
              values.get(KEY);
              values.increment("to");
              return "";
            },
            transfer,
            transfer);

    assertThat(calls.get(1).get()).isEqualTo("7");
    assertThat(calls.get(2).get()).isEqualTo("8");
    assertThat(other.get("to")).isEqualTo("8");
    assertThat(sent("WATCH")).isEqualTo(2);
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void aChangeOfAKeyThatWasWrittenUnreadIsAConflict() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            () -> {
              values.get(KEY);
              values.increment("to");
              return "";
            },
            () -> {
              String seen = String.valueOf(values.get("to"));
              if (runs.incrementAndGet() == 1) {
                assertThat(seen).isEqualTo("1");
                other.set("to", "10");
              }
              values.increment("to");
              return seen;
            });

    assertThat(calls.get(1).get()).isIn("10", "11");
    calls.get(0).get();
    assertThat(other.get("to")).isEqualTo("12");
  }

  @Test
  void aFieldThatWasWrittenUnreadIsReadUnderTheSameWatch() throws Exception {
    HashOperations<String, String, String> hashes = redis.opsForHash();
    other.hset("stock", Map.of("available", "5", "reserved", "1"));
    Callable<String> reserve =
        () -> {
          String available = String.valueOf(hashes.get("stock", "available"));
          hashes.increment("stock", "available", -1);
          hashes.increment("stock", "reserved", 1);
          return available;
        };

    List<Future<String>> calls =
        together(
            reserve,
            reserve,
            () -> String.valueOf(hashes.multiGet("stock", List.of("available", "reserved"))));

    assertThat(calls.get(0).get()).isEqualTo("5");
    assertThat(calls.get(1).get()).isEqualTo("4");
    assertThat(calls.get(2).get()).isEqualTo("[3, 3]");
    assertThat(sent("EXEC")).isEqualTo(1);
  }

  @Test
  void theFirstReadsAheadWhatTheGroupBeforeHasRead() throws Exception {
    GroupedCalls.crowd(application, setup, threads, "to");
    Callable<String> first = this::increment;
    Callable<String> second = () -> values.get("to") + "," + values.get(KEY);
    GroupedCalls.Caller<String> caller = body -> atomic.call(body, KEY, "to");
    for (Future<String> call : together(caller, first, second)) {
      call.get();
    }
    proxy.reset();

    List<Future<String>> calls = together(caller, () -> "holds the others up", first, second);

    assertThat(calls.get(2).get()).isEqualTo("0,2");
    assertThat(proxy.commands().stream().map(words -> String.join(" ", words)))
        .contains("GET to")
        .doesNotHaveDuplicates();
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
  void whatAGroupCannotAnswerIsReadWhenThoseBeforeHaveCommitted() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            this::increment,
            this::increment,
            () -> {
              runs.incrementAndGet();
              String before = String.valueOf(values.get(KEY));
              // nobody but Redis knows what a part of it is then
              String digit = values.get(KEY, 0, 0);
              values.set(KEY, "30");
              return before + digit;
            },
            this::increment);

    calls.get(0).get();
    calls.get(1).get();
    assertThat(calls.get(2).get()).isEqualTo("22");
    assertThat(calls.get(3).get()).isEqualTo("30");
    assertThat(other.get(KEY)).isEqualTo("31");
    assertThat(runs).hasValue(1);
    assertThat(sent("EXEC")).as("those before, and those after").isEqualTo(2);
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
  void othersKeysAreWatchedAndReadOnlyOnce() throws Exception {
    other.set("b", "0");

    List<Future<String>> calls =
        together(
            this::increment,
            () -> increment() + values.get("b"),
            () -> {
              values.set("b", "5");
              return String.valueOf(values.get("b"));
            },
            () -> increment() + values.get("b"));

    assertThat(calls.get(1).get()).isEqualTo("10");
    assertThat(calls.get(2).get()).isEqualTo("5");
    assertThat(calls.get(3).get()).isEqualTo("25");
    assertThat(sent("GET")).isEqualTo(2);
    assertThat(sent("WATCH")).isEqualTo(2);
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

  @Test
  void whatItsOwnWritesHaveShownIsNoProofWhenAMemberLeaves() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              values.increment(KEY);
              String after = String.valueOf(values.get(KEY));
              if (runs.incrementAndGet() == 1) {
                other.set(KEY, after);
              }
              values.get(KEY, 0, -1);
              return after;
            });

    List<String> tickets =
        List.of(String.valueOf(Long.parseLong(calls.get(0).get()) + 1), calls.get(1).get());
    assertThat(tickets).containsExactlyInAnyOrder("3", "4");
    assertThat(other.get(KEY)).isEqualTo("4");
  }

  @Test
  void aMemberThatHasSeenItsOwnWritesCanLeaveWithoutAConflict() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    other.hset("hash", "field", "1");

    List<Future<String>> calls =
        together(
            this::increment,
            () -> {
              String before = counted(runs) + values.get(KEY);
              HashOperations<String, String, String> hash = redis.opsForHash();
              String field = hash.get("hash", "field");
              hash.put("hash", "field", "2");
              before += field + hash.multiGet("hash", List.of("field", "none")).get(0);
              redis.delete("none");
              return before
                  + values.multiGet(List.of("none", KEY, "other")).get(1)
                  + values.get(KEY, 0, -1);
            });

    assertThat(calls.get(0).get()).isEqualTo("0");
    assertThat(calls.get(1).get()).isEqualTo("121222");
    assertThat(runs).hasValue(1);
  }

  @Test
  void whatABodyDoesToAReplyNobodyElseSees() throws Exception {
    List<Future<String>> calls =
        together(
            () -> {
              byte[] read =
                  redis.execute(
                      connection -> connection.stringCommands().get(KEY.getBytes(UTF_8)), true);
              read[0] = '9';
              values.set("copy", "1");
              return "";
            },
            this::increment);

    calls.get(0).get();
    assertThat(calls.get(1).get()).isEqualTo("0");
    assertThat(other.get(KEY)).isEqualTo("1");
  }

  @Test
  void nobodyKnowsWhatAScriptHasWritten() throws Exception {
    other.set("undeclared", "1");
    String script = "return redis.call('SET', 'undeclared', '5')";

    List<Future<String>> calls =
        together(
            () -> values.get(KEY) + values.get("undeclared"),
            () -> {
              increment();
              redis.execute(RedisScript.of(script), List.of(KEY));
              return "";
            },
            () -> {
              String read = String.valueOf(values.get("undeclared"));
              values.set("undeclared", read + "0");
              return read;
            });

    calls.get(0).get();
    calls.get(1).get();
    assertThat(calls.get(2).get()).isEqualTo("5");
    assertThat(other.get("undeclared")).isEqualTo("50");
  }
}
