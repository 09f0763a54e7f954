package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.script.RedisScript;

/** What listeners and logs are told of calls with a database transaction. */
@EachServer
class TransactionReportsTests {

  @Configuration(proxyBeanMethods = false)
  static class Listening {
    @Bean
    RecordingListener listener() {
      return new RecordingListener();
    }
  }

  private final TwoStores stores;
  private final RecordingListener listener;
  private final Logger logger = Logger.getLogger(AtomicExecutor.class.getPackageName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().equals(Level.WARNING)) {
            warnings.add(record.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private int runs;

  TransactionReportsTests(RedisSetup setup) {
    stores = new TwoStores(setup, List.of(Database.Jdbc.class, Listening.class), 1);
    listener = stores.bean(RecordingListener.class);
  }

  @BeforeEach
  void listen() {
    listener.clear();
    logger.addHandler(handler);
  }

  @AfterEach
  void close() {
    logger.removeHandler(handler);
    stores.close();
  }

  private Object write(boolean conflict) {
    runs++;
    stores.redis().opsForValue().get("key");
    stores.insert(runs);
    stores.redis().opsForValue().set("key", "ours");
    if (conflict && runs == 1) {
      stores.other().set("key", "theirs");
    }
    return "done";
  }

  @Test
  void everyAttemptIsToldWithItsWrites() throws Exception {
    stores.orders().both(() -> write(true));

    assertThat(listener.onlyCall().attempts())
        .extracting(AttemptEvent::outcome)
        .containsExactly(AtomicOutcome.CONFLICT, AtomicOutcome.COMMITTED);
    assertThat(listener.onlyCall().attempts())
        .extracting(AttemptEvent::writes)
        .containsExactly(1, 1);
    assertThat(listener.onlyCall().attempts()).extracting(AttemptEvent::cause).containsOnlyNulls();
  }

  @Test
  void methodsThatJoinAreToldOfAsOneCallWhenAllIsOver() throws Exception {
    stores
        .orders()
        .transaction(
            () -> {
              stores.orders().joining(() -> write(false));
              stores.orders().joining(() -> stores.redis().opsForValue().increment("more"));
              assertThat(listener.started()).isEmpty();
              return null;
            });

    assertThat(listener.onlyCall().outcome()).isEqualTo(AtomicOutcome.COMMITTED);
    assertThat(listener.onlyCall().attempts()).extracting(AttemptEvent::writes).containsExactly(2);
    assertThat(listener.onlyCall().thrown()).isNull();
  }

  @Test
  void aJoinedConflictIsToldWithItsException() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () -> stores.orders().transaction(() -> stores.orders().joining(() -> write(true))));

    assertThat(listener.onlyCall().outcome()).isEqualTo(AtomicOutcome.CONFLICT);
    assertThat(listener.onlyCall().thrown()).isInstanceOf(WatchConflictException.class);
  }

  @Test
  void aMethodInsideOfATransactionThatItDoesNotCommitWithIsWarnedOfOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      stores.orders().transaction(() -> stores.orders().atomic(() -> write(false)));
    }
    stores.orders().transaction(() -> stores.orders().joining(() -> write(false)));
    stores.orders().both(() -> write(false));

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("Orders.atomic(Callable)", "final", "joinTransaction");
  }

  @Test
  void aScriptWhoseResultNobodyAskedForIsWarnedOfWhereItsMethodJoins() throws Exception {
    RedisScript<Long> script = RedisScript.of("return redis.call('INCR', KEYS[1])", Long.class);

    stores
        .orders()
        .transaction(
            () ->
                stores.orders().joining(() -> stores.redis().execute(script, List.of("counter"))));

    assertThat(stores.other().get("counter")).isEqualTo("1");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("Orders.joining(Callable)", "nobody asked for the result of the script");
  }
}
