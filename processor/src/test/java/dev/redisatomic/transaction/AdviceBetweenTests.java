package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code @Retryable} and transactions that the library does not hear of. */
@EachServer
class AdviceBetweenTests {

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  static class RetryOutside {
    @Bean
    Jobs jobs(TwoStores.Application application) {
      return new Jobs();
    }
  }

  /** Retried by Spring inside of an attempt. */
  public static class Jobs {

    @RedisAtomic
    @Retryable(maxRetries = 2, delay = 1)
    @Transactional
    public void run(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup setup;
  private final List<TwoStores> started = new ArrayList<>();
  private int runs;

  AdviceBetweenTests(RedisSetup setup) {
    this.setup = setup;
  }

  private TwoStores start(Class<?>... configuration) {
    TwoStores stores = new TwoStores(setup, List.of(configuration), 1);
    started.add(stores);
    return stores;
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    started.forEach(TwoStores::close);
  }

  private void write(TwoStores stores) {
    runs++;
    stores.redis().opsForValue().get("key");
    stores.insert(runs);
    stores.redis().opsForValue().set("key", "run " + runs);
  }

  @Test
  void aRetryOutsideOfTheTransactionBeginsANewOneInTheSameAttempt() {
    TwoStores stores = start(Database.Jdbc.class, RetryOutside.class);

    stores
        .bean(Jobs.class)
        .run(
            () -> {
              write(stores);
              assertThat(AtomicContext.current().attempt()).isEqualTo(1);
              if (runs == 1) {
                throw new IllegalStateException("no");
              }
            });

    assertThat(runs).isEqualTo(2);
    assertThat(stores.rows()).containsExactly(2);
    assertThat(stores.other().get("key")).isEqualTo("run 2");
  }

  @Test
  void aConflictPassesARetryOutsideOfTheTransaction() {
    TwoStores stores = start(Database.Jdbc.class, RetryOutside.class);

    stores
        .bean(Jobs.class)
        .run(
            () -> {
              write(stores);
              if (runs == 1) {
                stores.other().set("key", "theirs");
              }
            });

    assertThat(runs).isEqualTo(2);
    assertThat(stores.rows()).containsExactly(2);
    assertThat(stores.other().get("key")).isEqualTo("run 2");
  }

  @Test
  void aRetryAfterBothHaveCommittedIsRefused() {
    TwoStores stores = start(Database.Jdbc.class, RetryOutside.class);

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .bean(Jobs.class)
                    .run(
                        () -> {
                          write(stores);
                          TransactionSynchronizationManager.registerSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                  throw new IllegalStateException("too late");
                                }
                              });
                        }))
        .withMessageContaining(
            "Jobs.run(Runnable) was called again after its attempt had committed");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).containsExactly(1);
    assertThat(stores.other().get("key")).isEqualTo("run 1");
  }

  @Test
  void aRetryInsideOfTheTransactionIsRefused() {
    TwoStores stores = start(Database.Jdbc.class);
    TransactionOperations retrying =
        new TransactionOperations() {
          @Override
          public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            return stores
                .transaction()
                .execute(
                    status -> {
                      try {
                        return action.doInTransaction(status);
                      } catch (IllegalStateException e) {
                        return action.doInTransaction(status);
                      }
                    });
          }
        };

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .operations()
                    .in(retrying)
                    .execute(
                        () -> {
                          write(stores);
                          throw new IllegalStateException("no");
                        }))
        .withMessageContaining("inside the same database transaction")
        .withMessageContaining("Put @Retryable");

    assertThat(runs).isEqualTo(1);
    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void aTransactionThatNobodyTellsOfIsRefused() {
    TwoStores stores = start(Database.Jdbc.class);
    JdbcTransactionManager unknown =
        new JdbcTransactionManager(stores.bean(FailingDataSource.class));

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                stores
                    .operations()
                    .in(new TransactionTemplate(unknown))
                    .execute(
                        () -> {
                          write(stores);
                          return null;
                        }))
        .withMessageContaining("does not tell when it commits");

    assertThat(runs).isZero();
  }

  /** As a fallback does: what it writes itself is not part of what was rolled back. */
  @Test
  void adviceThatGoesOnAfterARollbackCanWrite() {
    TwoStores stores = start(Database.Jdbc.class);
    TransactionOperations fallingBack =
        new TransactionOperations() {
          @Override
          public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            stores.redis().opsForValue().set("before", "yes");
            try {
              return stores.transaction().execute(action);
            } catch (IllegalStateException e) {
              stores.redis().opsForValue().set("fallback", "yes");
              return sayNothing();
            }
          }
        };

    stores
        .operations()
        .in(fallingBack)
        .execute(
            () -> {
              write(stores);
              throw new IllegalStateException("no");
            });

    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().mget("before", "fallback", "key"))
        .containsExactly("yes", "yes", null);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // for a body without a result
  private static <T extends @Nullable Object> T sayNothing() {
    return null;
  }

  @Test
  void aTransactionThatAdviceHasBeforeTheBodyIsRefused() {
    TwoStores stores = start(Database.Jdbc.class);
    TransactionOperations auditing =
        new TransactionOperations() {
          @Override
          public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            stores.transaction().executeWithoutResult(status -> stores.insert(100));
            return stores.transaction().execute(action);
          }
        };

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> stores.operations().in(auditing).execute(() -> "not run"))
        .withMessageContaining("redis.atomic.inner-transactions");

    assertThat(stores.rows()).isEmpty();
  }

  @Test
  void twoManagersAroundABodyBothRollBackAfterAConflict() {
    TwoStores stores = start(Database.Jdbc.class);
    try (FailingDataSource second = new Database.Jdbc().dataSource()) {
      JdbcTransactionManager manager = new JdbcTransactionManager(second);
      manager.addListener(stores.bean(AtomicTransactionListener.class));
      TransactionOperations both =
          new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
              return new TransactionTemplate(manager)
                  .execute(
                      status -> {
                        try {
                          return stores.transaction().execute(action);
                        } catch (RuntimeException e) {
                          // also where what comes from inside is kept from the outer one
                          return sayNothing();
                        }
                      });
            }
          };

      stores
          .operations()
          .in(both)
          .execute(
              () -> {
                write(stores);
                new JdbcTemplate(second).update("insert into RECORDS values (?)", runs);
                if (runs == 1) {
                  stores.other().set("key", "theirs");
                }
                return null;
              });

      assertThat(runs).isEqualTo(2);
      assertThat(stores.rows()).containsExactly(2);
      assertThat(new JdbcTemplate(second).queryForList("select ID from RECORDS", Integer.class))
          .containsExactly(2);
    }
  }
}
