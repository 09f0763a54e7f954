package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ValueOperations;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code RedisAtomicOperations.in(…)}. */
@EachServer
class TransactionalOperationsTests {

  private final TwoStores stores;
  private final RedisAtomicOperations both;

  TransactionalOperationsTests(RedisSetup setup) {
    stores = new TwoStores(setup, Database.JDBC);
    both = stores.operations().in(stores.transaction());
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    stores.close();
  }

  private int insertAndWrite(boolean conflict) {
    int attempt = AtomicContext.current().attempt();
    stores.redis().opsForValue().get("key");
    stores.insert(attempt);
    stores.redis().opsForValue().set("key", "ours");
    if (conflict && attempt == 1) {
      stores.other().set("key", "theirs");
    }
    return attempt;
  }

  @Test
  void eachAttemptHasATransactionOfItsOwn() {
    assertThat(both.execute(() -> insertAndWrite(true))).isEqualTo(2);

    assertThat(stores.rows()).containsExactly(2);
    assertThat(stores.other().get("key")).isEqualTo("ours");
  }

  @Test
  void exactlyOnceKeepsTheTransaction() {
    assertThat(both.exactlyOnce().execute(() -> insertAndWrite(true))).isEqualTo(2);

    assertThat(stores.rows()).containsExactly(2);
  }

  @Test
  void checkedExceptionsReachTheCallerAsTheyAre() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                both.execute(
                    () -> {
                      insertAndWrite(false);
                      throw TransactionalOperationsTests.<RuntimeException>sneaky(
                          new IOException("no"));
                    }))
        .withMessage("no");

    assertThat(stores.rows()).isEmpty();
    assertThat(stores.other().get("key")).isNull();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void withoutATransactionTheyAreAsTheOthers() {
    RedisAtomicOperations plain = both.in(TransactionOperations.withoutTransaction());

    assertThat(plain.execute(() -> stores.redis().opsForValue().get("key"))).isNull();
  }

  @Test
  void aSavepointOfTheDatabaseTakesWritesBackThatWereSeen() {
    TransactionTemplate nested = new TransactionTemplate(stores.transactionManager());
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    ValueOperations<String, String> values = stores.redis().opsForValue();

    List<String> seen =
        both.execute(
            () -> {
              List<String> counts = new ArrayList<>();
              values.increment("key");
              counts.add(values.get("key"));
              nested.executeWithoutResult(
                  status -> {
                    values.increment("key");
                    counts.add(values.get("key"));
                    status.setRollbackOnly();
                  });
              counts.add(values.get("key"));
              return counts;
            });

    assertThat(seen).containsExactly("1", "2", "1");
    assertThat(stores.other().get("key")).isEqualTo("1");
    assertThat(stores.other().keys("redis-atomic-*")).isEmpty();
  }
}
