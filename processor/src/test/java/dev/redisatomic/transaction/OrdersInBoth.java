package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Orders that change a stock in Redis and insert a row, in a method of both kinds. */
@EachServer
abstract class OrdersInBoth {

  final TwoStores stores;
  int runs;
  final List<String> events = new ArrayList<>();

  OrdersInBoth(RedisSetup setup) {
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
  Integer order() {
    runs++;
    int stock = Integer.parseInt(String.valueOf(stores.redis().opsForValue().get("stock")));
    stores.insert(runs);
    stores.redis().opsForValue().set("stock", "" + (stock - 1));
    return runs;
  }

  void conflict() {
    stores.other().incr("stock");
  }

  static void inSynchronization(TransactionSynchronization synchronization) {
    TransactionSynchronizationManager.registerSynchronization(synchronization);
  }
}
