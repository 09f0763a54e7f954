package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An atomic method inside of a database transaction that is not its own. */
@EachServer
class SurroundingTransactionTests {

  private final RedisSetup setup;
  private TwoStores stores;
  private int runs;
  private final List<String> events = new ArrayList<>();

  SurroundingTransactionTests(RedisSetup setup) {
    this.setup = setup;
    stores = new TwoStores(setup, Database.JDBC);
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    stores.close();
  }

  private void use(Database database) {
    stores.close();
    stores = new TwoStores(setup, database);
  }

  /** Inserts a row, and meets conflicts in the first runs. */
  private @Nullable Object insertAndWrite(int conflicts) {
    runs++;
    stores.redis().opsForValue().get("key");
    stores.insert(runs);
    stores.redis().opsForValue().set("key", "ours");
    if (runs <= conflicts) {
      stores.other().set("key", "theirs");
    }
    return null;
  }

  private @Nullable Object surrounded(Callable<?> inner) throws Exception {
    return stores
        .orders()
        .transaction(
            () -> {
              stores.insert(100);
              return inner.call();
            });
  }

  @Test
  void aConflictReturnsToTheSavepoint() throws Exception {
    surrounded(() -> stores.orders().atomic(() -> insertAndWrite(1)));

    assertThat(stores.rows()).containsExactly(2, 100);
    assertThat(stores.other().get("key")).isEqualTo("ours");
  }

  @Test
  void whoCatchesThatItGaveUpKeepsTheRest() throws Exception {
    surrounded(
        () -> {
          assertThatExceptionOfType(WatchConflictException.class)
              .isThrownBy(() -> stores.orders().atomic(() -> insertAndWrite(9)))
              .withMessageContaining("after 3 attempts")
              .withMessageContaining("surrounding database transaction was undone");
          return null;
        });

    assertThat(stores.rows()).containsExactly(100);
  }

  @Test
  void aBodyThatThrowsIsUndone() throws Exception {
    surrounded(
        () -> {
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      stores
                          .orders()
                          .atomic(
                              () -> {
                                insertAndWrite(0);
                                throw new IllegalStateException("no");
                              }));
          return null;
        });

    assertThat(stores.rows()).containsExactly(100);
    assertThat(stores.other().get("key")).isNull();
  }

  /** As without Redis: who takes part and fails has the whole rolled back. */
  @Test
  void aMethodThatTakesPartAndThrowsRollsTheWholeBack() {
    assertThatExceptionOfType(UnexpectedRollbackException.class)
        .isThrownBy(
            () ->
                surrounded(
                    () -> {
                      assertThatIllegalStateException()
                          .isThrownBy(
                              () ->
                                  stores
                                      .orders()
                                      .both(
                                          () -> {
                                            throw new IllegalStateException("no");
                                          }));
                      return null;
                    }));

    assertThat(stores.rows()).isEmpty();
  }

  /** Its transaction is marked rollback-only with each run that throws. */
  @Test
  void aMethodThatTakesPartCanBeRetried() throws Exception {
    surrounded(() -> stores.orders().both(() -> insertAndWrite(1)));

    assertThat(stores.rows()).containsExactly(2, 100);
  }

  @Test
  void withAPersistenceContextThereIsNoRetry() {
    use(Database.JPA);

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> surrounded(() -> stores.orders().atomic(() -> insertAndWrite(1))))
        .withMessageContaining("without a retry")
        .withMessageContaining("joinTransaction")
        .withMessageContaining("is left to that")
        .satisfies(e -> assertThat(e.getAttempts()).isEqualTo(1));

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("key")).isEqualTo("theirs");
  }

  @Test
  void aMethodWithANewTransactionOfItsOwnIsRetriedAnyway() throws Exception {
    use(Database.JPA);

    surrounded(() -> stores.orders().bothNew(() -> insertAndWrite(1)));

    assertThat(stores.rows()).containsExactly(2, 100);
  }

  @Test
  void aReadOnlyTransactionAroundItMakesNoDifference() throws Exception {
    use(Database.JPA);

    stores
        .orders()
        .readOnlyTransaction(
            () ->
                stores
                    .orders()
                    .atomic(
                        () -> {
                          if (AtomicContext.current().attempt() == 1) {
                            stores.redis().opsForValue().get("key");
                            stores.other().set("key", "theirs");
                          }
                          stores.redis().opsForValue().set("key", "ours");
                          return null;
                        }));

    assertThat(stores.other().get("key")).isEqualTo("ours");
  }

  @Test
  void afterTheCommitOfATransactionNothingSurrounds() throws Exception {
    use(Database.JPA);

    stores
        .orders()
        .transaction(
            () -> {
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                      count("after commit");
                    }

                    @Override
                    public void afterCompletion(int status) {
                      count("after completion");
                    }
                  });
              return null;
            });

    assertThat(events).containsExactly("after commit in 2", "after completion in 2");
  }

  private void count(String when) {
    stores
        .operations()
        .execute(
            () -> {
              int attempt = AtomicContext.current().attempt();
              stores.redis().opsForValue().get(when);
              if (attempt == 1) {
                stores.other().set(when, "1");
              }
              stores.redis().opsForValue().increment(when);
              AtomicContext.current().afterCommit(() -> events.add(when + " in " + attempt));
              return null;
            });
  }
}
