package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;

/** A pool after thousands of calls that ended in every way: no connection missing, none dirty. */
@EachServer(everyMode = true)
class PoolTests {

  private static final String NAME = "pool-under-test";
  private static final int THREADS = 6;
  private static final int CALLS = 250;

  private final RedisSetup setup;

  PoolTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
    setup.other().lpush("list", "element");
    RawCommands.limitReplies(setup, true);
  }

  @AfterEach
  void noLimit() {
    RawCommands.limitReplies(setup, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aPoolIsCompleteAndCleanAfterThousandsOfEndings(int size) throws Exception {
    try (TestApplication client =
        TestApplication.on(
                setup, options -> options.pool(size, Duration.ofSeconds(20)).clientName(NAME))
            .start()) {
      Workers.run(
          THREADS,
          worker -> {
            for (int call = 0; call < CALLS; call++) {
              Ending[] endings = Ending.values();
              end(client, endings[ThreadLocalRandom.current().nextInt(endings.length)], worker);
            }
            return worker;
          });

      assertClean(size);
      Ledger ledger = new Ledger(setup.other(), "ledger");
      for (int i = 0; i < 2 * size; i++) {
        assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();
      }
      ledger.assertApplied(2L * size, "all connections work");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyEndingLeavesTheOnlyConnectionClean(Ending ending) {
    try (TestApplication client =
        TestApplication.on(setup, options -> options.poolOfOne().clientName(NAME)).start()) {
      // so that there is a connection that the ending can spoil
      end(client, Ending.COMMITTED, 1);
      end(client, ending, 1);
      // a connection that still watches a key of that call now has the flag d
      setup.other().set("another", "changed");
      Ledger ledger = new Ledger(setup.other(), "ledger-1");
      assertClean(1);

      client
          .atomic()
          .execute(
              RetryPolicy.DEFAULT.withMaxRetries(0),
              () -> {
                ledger.write(client);
                return true;
              });
      ledger.assertApplied(1, "after " + ending);
    }
  }

  private void assertClean(int connections) {
    // a connection that was closed is gone when the server has noticed
    Await.until("there are not too many, and all are clean", () -> areClean(connections));
  }

  private boolean areClean(int connections) {
    List<String> open =
        setup.admin().clientList().lines().filter(line -> line.contains("name=" + NAME)).toList();
    return open.size() <= connections
        && open.stream()
            .allMatch(
                line ->
                    line.contains(" flags=N ")
                        && line.matches(".* multi=(-1|0) .*")); // Valkey says 0
  }

  private enum Ending {
    COMMITTED,
    EXACTLY_ONCE,
    UNCHANGED,
    CONFLICT,
    THROWN,
    THROWN_AFTER_SEVERAL_READS,
    REFUSED,
    PARTLY,
    UNKNOWN
  }

  private void end(TestApplication client, Ending ending, int worker) {
    Ledger ledger = new Ledger(setup.other(), "ledger-" + worker);
    Throwable thrown = catchThrowable(() -> run(client, ending, ledger));
    switch (ending) {
      case COMMITTED, EXACTLY_ONCE, UNCHANGED -> assertThat(thrown).as("%s", ending).isNull();
      case CONFLICT -> assertThat(thrown).isInstanceOf(WatchConflictException.class);
      case PARTLY -> assertThat(thrown).isInstanceOf(PartialCommitException.class);
      case UNKNOWN -> assertThat(thrown).isInstanceOf(CommitOutcomeUnknownException.class);
      default -> assertThat(thrown).as("%s", ending).isInstanceOf(RuntimeException.class);
    }
    boolean applied = ending == Ending.COMMITTED || ending == Ending.EXACTLY_ONCE;
    if (ending != Ending.PARTLY) {
      ledger.assertApplied(applied || ending == Ending.UNKNOWN ? 1 : 0, ending.name());
    }
  }

  private void run(TestApplication client, Ending ending, Ledger ledger) {
    if (ending == Ending.EXACTLY_ONCE) {
      Work.READ_MODIFY_WRITE_EXACTLY_ONCE.on(client, ledger);
      return;
    }
    client
        .atomic()
        .execute(
            RetryPolicy.DEFAULT.withMaxRetries(ending == Ending.CONFLICT ? 0 : 10),
            () -> {
              String seen = client.redis().opsForValue().get(ledger.left());
              switch (ending) {
                case UNCHANGED -> {}
                case CONFLICT -> {
                  setup.other().set(ledger.left(), String.valueOf(seen));
                  ledger.write(client);
                }
                case THROWN -> throw new IllegalStateException("no");
                case THROWN_AFTER_SEVERAL_READS -> {
                  client.redis().opsForValue().get("another");
                  throw new IllegalStateException("no");
                }
                case REFUSED -> RawCommands.run(client, "SET", "too-few-words");
                case PARTLY -> {
                  client.redis().opsForValue().increment(ledger.left());
                  client.redis().opsForValue().increment("list");
                }
                case UNKNOWN -> {
                  RawCommands.loseReplies(client);
                  ledger.write(client);
                }
                default -> ledger.write(client);
              }
              return true;
            });
  }

  @Test
  void aBodyThatNeedsASecondConnectionOfAPoolOfOneIsToldSoInTime() {
    try (TestApplication client =
        TestApplication.on(setup, options -> options.pool(1, Duration.ofMillis(200))).start()) {
      Ledger ledger = new Ledger(setup.other(), "ledger");
      RetryPolicy once = RetryPolicy.DEFAULT.withMaxRetries(0);
      long started = System.nanoTime();

      Throwable thrown =
          client
              .atomic()
              .execute(
                  () -> {
                    ledger.readAndWrite(client);
                    return onAnotherThread(
                        () ->
                            client
                                .atomic()
                                .execute(once, () -> client.redis().opsForValue().get("any")));
                  });

      assertThat(thrown)
          .isInstanceOf(TransientDataAccessResourceException.class)
          .hasMessageContaining("max-active")
          .hasMessageContaining("max-wait");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
      ledger.assertApplied(1, "the outer body went on");
    }
  }

  private static Throwable onAnotherThread(Runnable task) {
    try {
      return Workers.run(1, worker -> catchThrowable(task::run)).get(0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
