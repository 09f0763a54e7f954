package dev.redisatomic.transaction;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** {@code @Transactional} on an atomic method: the database commits with Redis or not at all. */
class SameMethodTests extends OrdersInBoth {

  SameMethodTests(RedisSetup setup) {
    super(setup);
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
}
