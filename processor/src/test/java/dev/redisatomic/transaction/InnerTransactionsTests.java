package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that begin inside of a body, where a retry would repeat them. */
@EachServer
class InnerTransactionsTests {

  private final RedisSetup setup;
  private TwoStores stores;

  InnerTransactionsTests(RedisSetup setup) {
    this.setup = setup;
    stores = new TwoStores(setup, Database.JDBC);
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
    stores.close();
  }

  private Object insert() {
    stores.insert(1);
    return "inserted";
  }

  private void assertRefused(Callable<?> inner) {
    stores.other().set("other", "0");
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .atomic(
                        () -> {
                          stores.redis().opsForValue().increment("other");
                          return inner.call();
                        }))
        .withMessageContaining("Orders.atomic(Callable)")
        .withMessageContaining("Put @Transactional on the atomic method")
        .withMessageContaining("afterCommit")
        .withMessageContaining("redis.atomic.inner-transactions=allow");
    assertThat(stores.other().get("other")).isEqualTo("0");
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aTransactionalMethodIsRefused() {
    assertRefused(() -> stores.orders().transaction(this::insert));
  }

  @Test
  void aTransactionTemplateIsRefused() {
    assertRefused(() -> stores.transaction().execute(status -> insert()));
  }

  @Test
  void anAtomicMethodWithATransactionIsRefused() {
    assertRefused(() -> stores.orders().both(this::insert));
  }

  @Test
  void insideOfTheProgrammaticTwinTheyAreRefused() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores.operations().execute(() -> stores.transaction().execute(status -> insert())))
        .withMessageContaining("RedisAtomicOperations");
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aNewTransactionInsideOfTheMethodsOwnIsRefused() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> stores.orders().both(() -> stores.orders().newTransaction(this::insert)));
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aNewTransactionBeforeTheCommitOfTheMethodsOwnIsRefused() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .orders()
                    .both(
                        () -> {
                          TransactionSynchronizationManager.registerSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void beforeCommit(boolean readOnly) {
                                  unchecked(
                                      () ->
                                          stores
                                              .orders()
                                              .newTransaction(InnerTransactionsTests.this::insert));
                                }
                              });
                          return null;
                        }));
    assertThat(stores.rows()).isEmpty();
  }

  private static void unchecked(Callable<?> call) {
    try {
      call.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReadOnlyTransactionMayBegin() throws Exception {
    assertThat(stores.orders().atomic(() -> stores.orders().readOnlyTransaction(() -> "read")))
        .isEqualTo("read");
  }

  @Test
  void afterAReadOnlyTransactionBesideTheMethodsOwnTheAttemptGoesOn() throws Exception {
    TransactionTemplate readOnly = stores.transaction();
    readOnly.setReadOnly(true);
    readOnly.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

    stores
        .orders()
        .both(
            () -> {
              readOnly.execute(status -> "read");
              assertThat(AtomicContext.isActive()).isTrue();
              stores.redis().opsForValue().set("key", "value");
              assertThat(stores.other().get("key")).isNull();
              return null;
            });

    assertThat(stores.other().get("key")).isEqualTo("value");
  }

  @Test
  void aSavepointInsideOfTheMethodsOwnTransactionMayBegin() throws Exception {
    stores
        .orders()
        .both(
            () -> {
              stores.orders().savepoint(this::insert);
              stores.redis().opsForValue().set("key", "value");
              return null;
            });

    assertThat(stores.rows()).containsExactly(1);
    assertThat(stores.other().get("key")).isEqualTo("value");
  }

  @Test
  void oneThatTakesPartInTheMethodsOwnTransactionMay() throws Exception {
    stores.orders().both(() -> stores.orders().transaction(this::insert));

    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void afterTheCommitTheyMayBegin() throws Exception {
    stores
        .orders()
        .atomic(
            () -> {
              AtomicContext.current()
                  .afterCommit(() -> unchecked(() -> stores.orders().transaction(this::insert)));
              return null;
            });

    assertThat(stores.rows()).containsExactly(1);
  }

  @Test
  void allowedTheyAreRepeated() throws Exception {
    stores.close();
    stores = new TwoStores(setup, Database.JDBC, "redis.atomic.inner-transactions=allow");

    stores
        .orders()
        .atomic(
            () -> {
              stores.redis().opsForValue().get("key");
              int attempt = AtomicContext.current().attempt();
              stores
                  .orders()
                  .transaction(
                      () -> {
                        stores.insert(attempt);
                        return null;
                      });
              if (attempt == 1) {
                stores.other().set("key", "theirs");
              }
              stores.redis().opsForValue().set("key", "ours");
              return null;
            });

    assertThat(stores.rows()).containsExactly(1, 2);
    assertThat(stores.other().get("key")).isEqualTo("ours");
  }
}
