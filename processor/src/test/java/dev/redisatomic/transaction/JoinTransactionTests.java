package dev.redisatomic.transaction;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code joinTransaction}: EXEC waits for the commit of the surrounding transaction. */
@EachServer
class JoinTransactionTests {

  private final RedisSetup setup;
  private TwoStores stores;
  private final List<String> events = new ArrayList<>();

  JoinTransactionTests(RedisSetup setup) {
    this.setup = setup;
    stores = new TwoStores(setup, Database.JDBC);
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    stores.close();
  }

  private @Nullable Object write(String key) {
    stores.redis().opsForValue().get(key);
    stores.redis().opsForValue().increment(key);
    AtomicContext.current().afterCommit(() -> events.add("callback " + key));
    return null;
  }

  private @Nullable Object surrounded(Callable<?> inner) throws Exception {
    return stores
        .orders()
        .transaction(
            () -> {
              stores.insert(1);
              return inner.call();
            });
  }

  @Test
  void execWaitsForTheCommitOfTheTransaction() throws Exception {
    stores.proxy().beforeNext(named("EXEC"), () -> events.add("EXEC"));
    stores.bean(FailingDataSource.class).beforeCommit(() -> events.add("database"));

    surrounded(
        () -> {
          stores.orders().joining(() -> write("a"));
          assertThat(AtomicContext.isActive()).isFalse();
          assertThat(stores.other().get("a")).isNull();
          events.add("between");
          stores.orders().joining(() -> write("b"));
          return null;
        });

    assertThat(events).containsExactly("between", "EXEC", "database", "callback a", "callback b");
    assertThat(stores.other().mget("a", "b")).containsExactly("1", "1");
    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void aConflictMakesTheCommitFail() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                surrounded(
                    () -> {
                      stores.orders().joining(() -> write("a"));
                      stores.other().set("a", "theirs");
                      return stores.orders().joining(() -> write("b"));
                    }))
        .withMessageContaining("Orders.joining(Callable)")
        .withMessageContaining("watched keys [a, b]")
        .withMessageContaining("there is no retry");

    assertThat(events).isEmpty();
    assertThat(stores.other().mget("a", "b")).containsExactly("theirs", null);
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void whatIsOnlyReadIsValidated() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                surrounded(
                    () -> {
                      stores.orders().joining(() -> stores.redis().opsForValue().get("a"));
                      return stores.other().set("a", "theirs");
                    }));

    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aRollbackDropsEverything() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                surrounded(
                    () -> {
                      stores.orders().joining(() -> write("a"));
                      throw new IllegalStateException("no");
                    }));

    assertThat(events).isEmpty();
    assertThat(stores.other().get("a")).isNull();
    assertThat(stores.rows()).isEmpty();
    // from a pool of one
    assertThat(stores.redis().opsForValue().get("a")).isNull();
  }

  @Test
  void aBodyThatThrowsIsUndoneInBoth() throws Exception {
    surrounded(
        () -> {
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      stores
                          .orders()
                          .joining(
                              () -> {
                                write("a");
                                stores.insert(2);
                                throw new IllegalStateException("no");
                              }));
          return stores.orders().joining(() -> write("b"));
        });

    assertThat(events).containsExactly("callback b");
    assertThat(stores.other().mget("a", "b")).containsExactly(null, "1");
    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void aDatabaseCommitThatFailsIsTold() {
    stores.failDatabaseCommit();

    assertThatExceptionOfType(DatabaseCommitFailedException.class)
        .isThrownBy(() -> surrounded(() -> stores.orders().joining(() -> write("a"))))
        .satisfies(e -> assertThat(e.isRolledBack()).isTrue());

    assertThat(events).isEmpty();
    assertThat(stores.other().get("a")).isEqualTo("1");
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aDatabaseCommitWhoseEndNobodyKnowsIsTold() {
    stores.loseDatabaseCommit();

    assertThatExceptionOfType(DatabaseCommitFailedException.class)
        .isThrownBy(() -> surrounded(() -> stores.orders().joining(() -> write("a"))))
        .withStackTraceContaining("The line is cut")
        .satisfies(e -> assertThat(e.isRolledBack()).isFalse());
  }

  @Test
  void aNewTransactionHasAnAttemptOfItsOwn() throws Exception {
    stores.close();
    stores = new TwoStores(setup, List.of(Database.JDBC.configuration()), 2);

    surrounded(
        () -> {
          stores
              .orders()
              .joining(
                  () -> {
                    write("a");
                    stores
                        .orders()
                        .newTransaction(
                            () -> {
                              assertThat(AtomicContext.isActive()).isFalse();
                              return stores.orders().joining(() -> write("b"));
                            });
                    assertThat(stores.other().get("b")).isEqualTo("1");
                    assertThat(AtomicContext.isActive()).isTrue();
                    return write("c");
                  });
          return null;
        });

    assertThat(events).containsExactly("callback b", "callback a", "callback c");
    assertThat(stores.other().mget("a", "b", "c")).containsExactly("1", "1", "1");
  }

  @Test
  void joiningOneTransactionAndBeginningAnotherIsRefused() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> surrounded(() -> stores.orders().joiningAndNew(() -> write("a"))))
        .withMessageContaining("choose between joinTransaction and REQUIRES_NEW");

    assertThat(stores.other().get("a")).isNull();
  }

  @Test
  void markedRollbackOnlyBeforeTheCommitNeitherCommits() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                surrounded(
                    () -> {
                      TransactionSynchronizationManager.registerSynchronization(
                          new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                              stores
                                  .transaction()
                                  .executeWithoutResult(TransactionStatus::setRollbackOnly);
                            }
                          });
                      return stores.orders().joining(() -> write("a"));
                    }))
        .withMessageContaining("rollback-only");

    assertThat(stores.other().get("a")).isNull();
    assertThat(stores.rows()).isEmpty();
  }

  /** What completes is not suspended there. */
  @Test
  void afterTheCompletionANewTransactionHasAnAttemptOfItsOwn() throws Exception {
    stores.close();
    stores = new TwoStores(setup, Database.JDBC, "redis.atomic.join-transactions=true");

    surrounded(
        () -> {
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                  TransactionTemplate another = stores.transaction();
                  another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                  another.executeWithoutResult(
                      inner -> stores.operations().execute(() -> write("b")));
                  events.add("b is " + stores.other().get("b"));
                }
              });
          return stores.orders().joining(() -> write("a"));
        });

    // and the callbacks of the first when all is over
    assertThat(events).containsExactly("callback b", "b is 1", "callback a");
    assertThat(stores.other().mget("a", "b")).containsExactly("1", "1");
  }

  @Test
  void whatWasRecordedSinceASavepointIsUndoneWithIt() throws Exception {
    surrounded(
        () -> {
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      stores
                          .orders()
                          .savepoint(
                              () -> {
                                stores.orders().joining(() -> write("a"));
                                throw new IllegalStateException("no");
                              }));
          stores.orders().joining(() -> write("b"));
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      stores
                          .orders()
                          .savepoint(
                              () -> {
                                stores.orders().joining(() -> write("c"));
                                throw new IllegalStateException("no");
                              }));
          return null;
        });

    assertThat(events).containsExactly("callback b");
    assertThat(stores.other().mget("a", "b", "c")).containsExactly(null, "1", null);
    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void withoutATransactionItMakesNoDifference() throws Exception {
    stores.orders().joining(() -> write("a"));

    assertThat(stores.other().get("a")).isEqualTo("1");
  }

  @Test
  void thePropertyJoinsAllMethods() throws Exception {
    stores.close();
    stores = new TwoStores(setup, Database.JDBC, "redis.atomic.join-transactions=true");

    surrounded(
        () -> {
          stores.orders().atomic(() -> write("a"));
          assertThat(stores.other().get("a")).isNull();
          return null;
        });

    assertThat(stores.other().get("a")).isEqualTo("1");
  }
}
