package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Another client changes something between a read and EXEC, in the first attempt only. */
class ConflictTests extends WiredBodies {

  private int runs;

  ConflictTests(RedisSetup setup) {
    super(setup);
  }

  private void inTheFirstRun(Action intrusion) throws Exception {
    if (++runs == 1) {
      intrusion.run();
    }
  }

  @Test
  void aConflictRunsTheBodyAgainWithFreshReads() throws Exception {
    other.set("key", "old");
    List<@Nullable String> seen = new ArrayList<>();

    atomic.run(
        () -> {
          String value = values.get("key");
          seen.add(value);
          inTheFirstRun(() -> other.set("key", "theirs"));
          values.set("key", value + " and ours");
        });

    assertThat(seen).containsExactly("old", "theirs");
    assertThat(other.get("key")).isEqualTo("theirs and ours");
  }

  @Test
  void whatTheLostAttemptRecordedIsDropped() throws Exception {
    List<Queued<@Nullable Long>> results = new ArrayList<>();

    atomic.run(
        () -> {
          values.get("key");
          redis.opsForList().rightPush("list", "run " + AtomicContext.current().attempt());
          if (AtomicContext.current().attempt() == 1) {
            values.set("only in the first run", "1");
          }
          results.add(Queued.of(values.increment("counter")));
          inTheFirstRun(() -> other.set("key", "theirs"));
        });

    assertThat(other.lrange("list", 0, -1)).containsExactly("run 2");
    assertThat(other.exists("only in the first run")).isFalse();
    assertThat(other.get("counter")).isEqualTo("1");
    assertThat(results.get(1).get()).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(results.get(0)::get)
        .withMessageContaining("INCR counter")
        .withMessageContaining("did not commit");
  }

  @Test
  void callbacksOfTheLostAttemptAreDropped() throws Exception {
    List<String> calls = new ArrayList<>();

    atomic.run(
        () -> {
          values.get("key");
          int attempt = AtomicContext.current().attempt();
          AtomicContext.current().afterCommit(() -> calls.add("after attempt " + attempt));
          inTheFirstRun(() -> other.set("key", "theirs"));
          values.set("key", "ours");
        });

    assertThat(calls).containsExactly("after attempt 2");
  }

  @Test
  void theSecondRunIsGivenTheSameArguments() throws Exception {
    List<Integer> identities = new ArrayList<>();
    List<Integer> attempts = new ArrayList<>();
    Action body =
        new Action() {
          @Override
          public void run() throws Exception {
            identities.add(System.identityHashCode(this));
            attempts.add(AtomicContext.current().attempt());
            values.get("key");
            inTheFirstRun(() -> other.set("key", "theirs"));
            values.set("key", "ours");
          }
        };

    atomic.run(body, "key");

    assertThat(identities).hasSize(2).containsOnly(System.identityHashCode(body));
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void aDeclaredKeyIsGuardedFromTheFirstReadOn() throws Exception {
    atomic.run(
        () -> {
          values.get("read");
          inTheFirstRun(() -> other.set("declared", "theirs"));
          values.set("written", "ours");
        },
        "declared");

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void onEntryADeclaredKeyIsGuardedBeforeAnyRead() throws Exception {
    atomic.runWatchingOnEntry(
        () -> {
          inTheFirstRun(() -> other.set("declared", "theirs"));
          values.set("written", "ours");
        },
        "declared");

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void aKeyWatchedByHandIsGuarded() throws Exception {
    atomic.run(
        () -> {
          redis.watch("by hand");
          inTheFirstRun(() -> other.set("by hand", "theirs"));
          values.set("written", "ours");
        });

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void whatWasReadAfterAWriteIsGuarded() throws Exception {
    atomic.run(
        () -> {
          values.set("written", "ours");
          values.get("read late");
          inTheFirstRun(() -> other.set("read late", "theirs"));
        });

    assertThat(runs).isEqualTo(2);
  }

  @Test
  void aChangeAtTheVeryLastMomentIsAConflict() throws Exception {
    proxy.beforeNext(List.of("EXEC")::equals, () -> other.set("key", "theirs"));

    atomic.run(
        () -> {
          runs++;
          values.set("copy", values.get("key") + "!");
        });

    assertThat(runs).isEqualTo(2);
    assertThat(other.get("copy")).isEqualTo("theirs!");
  }

  @Test
  void aChangeOfAnotherKeyIsNoConflict() throws Exception {
    atomic.run(
        () -> {
          values.get("read");
          inTheFirstRun(
              () -> {
                other.set("another", "theirs");
                other.set("written", "theirs");
              });
          values.set("written", "ours");
        },
        "declared");

    assertThat(runs).isEqualTo(1);
    assertThat(other.get("written")).isEqualTo("ours");
  }

  @Test
  void withoutWatchReadsAChangeOfAReadKeyIsNoConflict() throws Exception {
    atomic.runWatchingDeclaredKeys(
        () -> {
          values.get("read");
          inTheFirstRun(() -> other.set("read", "theirs"));
          values.set("written", "ours");
        },
        "declared");

    assertThat(runs).isEqualTo(1);
  }

  @Test
  void aMethodThatOnlyWritesHasNoConflict() throws Exception {
    atomic.run(
        () -> {
          values.set("key", "ours");
          inTheFirstRun(() -> other.set("key", "theirs"));
        },
        "key");

    assertThat(runs).isEqualTo(1);
    assertThat(other.get("key")).isEqualTo("ours");
  }
}
