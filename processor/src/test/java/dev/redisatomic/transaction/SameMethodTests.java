package dev.redisatomic.transaction;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** {@code @Transactional} on an atomic method: the database commits with Redis or not at all. */
@EachServer
class SameMethodTests {

  private final TwoStores stores;
  private int runs;
  private final List<String> events = new ArrayList<>();

  SameMethodTests(RedisSetup setup) {
    this.stores = new TwoStores(setup, Database.JDBC);
  }

  @BeforeEach
  void stock() {
    stores.other().set("stock", "5");
  }

  @AfterEach
  void close() {
    stores.close();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
  }

  /** Reads, inserts a row, and writes. */
  private Integer order() {
    runs++;
    int stock = Integer.parseInt(String.valueOf(stores.redis().opsForValue().get("stock")));
    stores.insert(runs);
    stores.redis().opsForValue().set("stock", "" + (stock - 1));
    return runs;
  }

  private void conflict() {
    stores.other().incr("stock");
  }

  private void inSynchronization(TransactionSynchronization synchronization) {
    TransactionSynchronizationManager.registerSynchronization(synchronization);
  }

  @Test
  void execIsSentBeforeTheDatabaseCommits() throws Exception {
    stores.proxy().beforeNext(named("EXEC"), () -> events.add("EXEC"));
    stores.bean(FailingDataSource.class).beforeCommit(() -> events.add("database"));

    Integer result =
        stores
            .orders()
            .both(
                () -> {
                  AtomicContext.current().afterCommit(() -> events.add("callback"));
                  return order();
                });

    assertThat(result).isEqualTo(1);
    assertThat(events).containsExactly("EXEC", "database", "callback");
    assertThat(stores.rows()).containsExactly(1);
    assertThat(stores.other().get("stock")).isEqualTo("4");
  }

  @Test
  void aConflictRollsTheDatabaseBackAndRunsAgain() throws Exception {
    Integer result =
        stores
            .orders()
            .both(
                () -> {
                  Integer run = order();
                  if (runs == 1) {
                    conflict();
                  }
                  return run;
                });

    assertThat(result).isEqualTo(2);
    assertThat(stores.rows()).containsExactly(2);
    assertThat(stores.other().get("stock")).isEqualTo("5");
  }

  @Test
  void givingUpLeavesNothing() {
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
        .withMessageContaining("Nothing was applied. The database transaction was rolled back.")
        .withNoCause();

    assertThat(runs).isEqualTo(3);
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("8");
  }

  @Test
  void aPartialCommitRollsTheDatabaseBack() {
    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          order();
                          return stores.redis().opsForList().leftPush("stock", "wrong type");
                        }))
        .withMessageContaining("The database transaction was rolled back.");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("4");
  }

  @Test
  void aLostReplyRollsTheDatabaseBack() {
    stores.proxy().cutAfterNext(named("EXEC"));

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> stores.orders().both(this::order))
        .withMessageContaining("The database transaction was rolled back.");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void withExactlyOnceALostReplyIsFoundOutBeforeTheDatabaseCommits() throws Exception {
    stores.proxy().cutAfterNext(named("EXEC"));

    stores.orders().bothExactlyOnce(this::order);

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).containsExactly(1);
    assertThat(stores.other().get("stock")).isEqualTo("4");
  }

  @Test
  void aConnectionThatIsLostBeforeExecRunsAgainInANewTransaction() throws Exception {
    stores.proxy().cutBeforeNext(named("GET"));

    stores.orders().both(this::order);

    assertThat(runs).isEqualTo(2);
    assertThat(stores.rows()).containsExactly(2);
  }

  @Test
  void aCheckedExceptionRollsBothBack() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          order();
                          throw new IOException("no");
                        }));

    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("5");
  }

  @Test
  void anExceptionUnderNoRollbackForRollsBothBack() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .bothNoRollbackFor(
                        () -> {
                          order();
                          throw new IllegalStateException("no");
                        }))
        .withMessage("no");

    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("5");
  }

  @Test
  void rollbackOnlyReturnsTheValueAndAppliesNothing() throws Exception {
    Integer result =
        stores
            .orders()
            .both(
                () -> {
                  AtomicContext.current().afterCommit(() -> events.add("callback"));
                  TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                  return order();
                });

    assertThat(result).isEqualTo(1);
    assertThat(events).isEmpty();
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("5");
  }

  @Test
  void aBodyThatOnlyReadsRedisIsValidatedBeforeTheDatabaseCommits() throws Exception {
    stores
        .orders()
        .both(
            () -> {
              runs++;
              String stock = String.valueOf(stores.redis().opsForValue().get("stock"));
              stores.insert(Integer.parseInt(stock));
              if (runs == 1) {
                conflict();
              }
              return null;
            });

    assertThat(runs).isEqualTo(2);
    assertThat(stores.rows()).containsExactly(6);
  }

  @Test
  void inAReadOnlyTransactionASingleReadIsNotValidated() throws Exception {
    stores
        .orders()
        .bothReadOnly(
            () -> {
              runs++;
              return stores.redis().opsForValue().get("stock");
            });

    assertThat(stores.proxy().commands()).doesNotContain(List.of("EXEC"));
  }

  @Test
  void whatIsWrittenBeforeTheCommitBelongsToTheAttempt() throws Exception {
    stores
        .orders()
        .both(
            () -> {
              inSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                      stores.redis().opsForValue().increment("outbox");
                    }
                  });
              if (order() == 1) {
                conflict();
              }
              return null;
            });

    assertThat(stores.other().get("outbox")).isEqualTo("1");
    assertThat(stores.rows()).containsExactly(2);
  }

  @Test
  void whatWasRecordedSinceASavepointIsUndoneWithIt() throws Exception {
    stores
        .orders()
        .both(
            () -> {
              stores.redis().opsForValue().set("kept", "yes");
              assertThatIllegalStateException()
                  .isThrownBy(
                      () ->
                          stores
                              .orders()
                              .savepoint(
                                  () -> {
                                    order();
                                    throw new IllegalStateException("no");
                                  }));
              return null;
            });

    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().mget("kept", "stock")).containsExactly("yes", "5");
  }

  /** JDBC's manager would commit what is marked rollback-only as late as this. */
  @Test
  void markedRollbackOnlyBeforeTheCommitNeitherCommits() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          inSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void beforeCommit(boolean readOnly) {
                                  stores
                                      .transaction()
                                      .executeWithoutResult(TransactionStatus::setRollbackOnly);
                                }
                              });
                          return order();
                        }))
        .withMessageContaining("Orders.both(Callable)")
        .withMessageContaining("rollback-only");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("stock")).isEqualTo("5");
  }

  @Test
  void afterTheCommitNothingIsBoundAndTheConnectionIsFree() throws Exception {
    stores
        .orders()
        .both(
            () -> {
              inSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                      events.add("active " + AtomicContext.isActive());
                      // from a pool of one
                      stores.redis().opsForValue().increment("told");
                      events.add("told " + stores.other().get("told"));
                      stores.operations().execute(() -> stores.redis().opsForValue().get("told"));
                    }
                  });
              return order();
            });

    assertThat(events).containsExactly("active false", "told 1");
    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void afterARollbackCommandsAreNotPartOfTheAttempt() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          inSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void afterCompletion(int status) {
                                  events.add("active " + AtomicContext.isActive());
                                }
                              });
                          order();
                          throw new IllegalStateException("no");
                        }));

    assertThat(events).containsExactly("active false");
  }

  @Test
  void anExceptionAfterBothCommitsReachesTheCallerOnce() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          AtomicContext.current().afterCommit(() -> events.add("callback"));
                          inSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                  throw new IllegalStateException("too late");
                                }
                              });
                          return order();
                        }))
        .withMessage("too late");

    assertThat(runs).isEqualTo(1);
    assertThat(events).containsExactly("callback");
    assertThat(stores.rows()).containsExactly(1);
    assertThat(stores.other().get("stock")).isEqualTo("4");
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
