package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;

/** What runs before and after the commit of a method that is atomic and transactional. */
class SynchronizationsTests extends OrdersInBoth {

  SynchronizationsTests(RedisSetup setup) {
    super(setup);
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
}
