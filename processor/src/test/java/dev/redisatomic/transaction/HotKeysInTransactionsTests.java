package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nested calls on hot keys do not wait while a database transaction is open. */
@EachServer
@Timeout(60)
class HotKeysInTransactionsTests {

  private final TwoStores stores;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  HotKeysInTransactionsTests(RedisSetup setup) {
    stores = new TwoStores(setup, Database.JDBC);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    stores.close();
  }

  private @Nullable Object nested() {
    stores.insert(1);
    return stores
        .operations()
        .execute(() -> stores.redis().opsForValue().append("key", "!"), "key");
  }

  @Test
  void notInTheTransactionOfTheMethod() throws Exception {
    doesNotWait(() -> stores.orders().both(this::nested));
  }

  @Test
  void notInATransactionThatWasJoined() throws Exception {
    doesNotWait(() -> stores.orders().transaction(() -> stores.orders().joining(this::nested)));
  }

  private void doesNotWait(Callable<?> call) throws Exception {
    heat();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<?> first =
        threads.submit(
            () ->
                stores
                    .operations()
                    .execute(
                        () -> {
                          entered.countDown();
                          awaitUnchecked(end);
                          return null;
                        },
                        "key"));
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

    AtomicExecutor executor = stores.bean(AtomicExecutor.class);
    Future<?> second = threads.submit(call);
    while (!second.isDone()) {
      assertThat(executor.waitingThreads()).isZero();
      Thread.onSpinWait();
    }
    second.get();
    assertThat(stores.rows()).containsExactly(1);
    end.countDown();
    first.get();
  }

  private void heat() {
    AtomicInteger runs = new AtomicInteger();
    stores
        .operations()
        .execute(
            () -> {
              stores.redis().opsForValue().get("key");
              if (runs.incrementAndGet() == 1) {
                stores.other().append("key", "!");
              }
              return stores.redis().opsForValue().append("key", "?");
            },
            "key");
    assertThat(runs).hasValue(2);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
