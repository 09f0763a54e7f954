package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;

/** A database that fails or is lost when a method that is atomic, too, ends. */
class DatabaseFailureTests extends OrdersInBoth {

  DatabaseFailureTests(RedisSetup setup) {
    super(setup);
  }

  @Test
  void aDatabaseCommitThatFailsIsTold() {
    stores.failDatabaseCommit();

    assertThatExceptionOfType(DatabaseCommitFailedException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          AtomicContext.current().afterCommit(() -> events.add("callback"));
                          return order();
                        }))
        .withMessageContaining("Orders.both(Callable)")
        .withMessageContaining("watched keys [stock]")
        .withMessageContaining("was rolled back")
        .withStackTraceContaining("The disk is full")
        .satisfies(
            e -> {
              assertThat(e.isRolledBack()).isTrue();
              assertThat(e.getWatchedKeys()).containsExactly("stock");
            });

    assertThat(runs).isEqualTo(1);
    assertThat(events).isEmpty();
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("4");
  }

  @Test
  void aDatabaseCommitWhoseEndNobodyKnowsIsTold() {
    stores.loseDatabaseCommit();

    assertThatExceptionOfType(DatabaseCommitFailedException.class)
        .isThrownBy(() -> stores.orders().both(this::order))
        .withMessageContaining("may or may not be committed")
        .withStackTraceContaining("The line is cut")
        .satisfies(e -> assertThat(e.isRolledBack()).isFalse());

    assertThat(runs).isEqualTo(1);
    assertThat(stores.other().get("stock")).isEqualTo("4");
  }

  /** There is no gap where Redis has nothing to commit. */
  @Test
  void aDatabaseCommitThatFailsWithoutWritesToRedisIsTheDatabasesOwn() {
    stores.failDatabaseCommit();

    assertThatExceptionOfType(ConcurrencyFailureException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          stores.redis().opsForValue().get("stock");
                          stores.insert(1);
                          return null;
                        }));
  }

  @Test
  void aFailedRollbackEndsTheRetries() {
    stores.failDatabaseRollback();

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          order();
                          conflict();
                          return null;
                        }))
        .withMessageContaining("could not be rolled back")
        .withMessageContaining("is not known")
        .withStackTraceContaining("The line is cut");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.other().get("stock")).isEqualTo("6");
  }
}
