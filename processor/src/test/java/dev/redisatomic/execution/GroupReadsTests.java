package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.script.RedisScript;
import redis.clients.jedis.params.SetParams;

/** What bodies read in a group: what those before them have written, and what the server has. */
@EachServer
@Timeout(60)
class GroupReadsTests extends GroupedBodies {

  GroupReadsTests(RedisSetup setup) {
    super(
        setup,
        "redis.atomic.contention.group-commit=true",
        "redis.atomic.contention.group-patience=20s");
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
    GroupedCalls.crowd(application, other, threads, "to");
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
  void whoHasLostAnAttemptReadsNothingAhead() throws Exception {
    GroupedCalls.crowd(application, other, threads, "to");
    GroupedCalls.Caller<String> caller = body -> atomic.call(body, KEY, "to");
    Callable<String> reader = () -> values.get("to") + "," + values.get(KEY);
    for (Future<String> call : together(caller, this::increment, reader)) {
      call.get();
    }
    proxy.reset();
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            caller,
            () -> "holds the others up",
            () -> {
              if (runs.incrementAndGet() == 1) {
                values.get(KEY);
                other.set("to", "7");
              }
              return increment();
            },
            reader);

    assertThat(calls.get(1).get()).isEqualTo("1");
    calls.get(2).get();
    assertThat(runs).hasValue(2);
    assertThat(proxy.commands().stream().map(words -> String.join(" ", words)))
        .filteredOn(words -> words.equals("GET to"))
        .as("ahead in the first attempt, and by the reader when it runs again")
        .hasSize(2);
  }

  /** What is left of a time to live is less the next time. */
  @Test
  void whatIsNeverAnsweredTwiceInTheSameWayIsReadOutsideOfTheGroup() throws Exception {
    other.set("brief", "1", SetParams.setParams().px(100_000));
    AtomicInteger runs = new AtomicInteger();

    List<Future<String>> calls =
        together(
            () -> {
              redis.opsForList().rightPush("list", "a");
              return increment();
            },
            () -> {
              runs.incrementAndGet();
              assertThat(redis.getExpire("brief", TimeUnit.MILLISECONDS)).isPositive();
              List<String> list = redis.opsForList().range("list", 0, -1);
              redis.opsForList().rightPush("list", "b");
              return String.valueOf(list);
            });

    calls.get(0).get();
    assertThat(calls.get(1).get()).isEqualTo("[a]");
    assertThat(runs).hasValue(1);
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
              runs.incrementAndGet();
              String before = increment() + values.get(KEY);
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
