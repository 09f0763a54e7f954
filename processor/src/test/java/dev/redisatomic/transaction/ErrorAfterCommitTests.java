package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.FailingRelease;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An Error between the commit on Redis and that of the database. */
@EachServer
class ErrorAfterCommitTests {

  private final TwoStores stores;
  private final RecordingListener listener;
  private final FailingRelease driver;

  ErrorAfterCommitTests(RedisSetup setup) {
    stores = new TwoStores(setup, List.of(Database.JDBC.configuration(), Failing.class), 1);
    listener = stores.bean(RecordingListener.class);
    driver = stores.bean(FailingRelease.class);
    listener.clear();
  }

  @Configuration(proxyBeanMethods = false)
  static class Failing {

    @Bean
    RecordingListener listener() {
      return new RecordingListener();
    }

    @Bean
    FailingRelease provider(RedisConnectionFactory factory) {
      return Stream.of(ClientMode.values())
          .map(ClientMode::provider)
          .filter((DriverProvider each) -> each.supports(factory))
          .map(FailingRelease::new)
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    stores.close();
  }

  private Object write() {
    stores.redis().opsForValue().increment("n");
    stores.insert(1);
    driver.failNext();
    return "done";
  }

  private void assertTold(Throwable thrown) {
    assertThat(thrown).isInstanceOf(DatabaseCommitFailedException.class);
    assertThat(stores.other().get("n")).isEqualTo("1");
    assertThat(stores.rows()).isEmpty();
    assertThat(listener.onlyCall().outcome()).isEqualTo(AtomicOutcome.COMMITTED);
    assertThat(listener.onlyCall().thrown()).isInstanceOf(DatabaseCommitFailedException.class);
  }

  @Test
  void isToldWhereAMethodHasJoined() {
    Throwable thrown =
        catchThrowable(
            () -> stores.orders().transaction(() -> stores.orders().joining(this::write)));

    assertTold(thrown);
  }

  @Test
  void isToldWhereBothAreOfTheMethod() {
    assertTold(catchThrowable(() -> stores.orders().both(this::write)));
  }
}
