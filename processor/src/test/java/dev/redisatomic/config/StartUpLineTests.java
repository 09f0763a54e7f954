package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line says what there is. In these tests every log ends in JUL (slf4j-jdk14). */
@EachServer
class StartUpLineTests {

  static class Service {
    @RedisAtomic
    public void one() {}

    @RedisAtomic
    public void two() {}
  }

  private final RedisSetup setup;
  private final Logger logger = Logger.getLogger(StartUpLine.class.getName());
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  StartUpLineTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private String onlyLine() {
    assertThat(records).singleElement().extracting(LogRecord::getLevel).isEqualTo(Level.INFO);
    return records.get(0).getMessage();
  }

  @Test
  void itCountsTheMethodsAndNamesTheConnectionFactoryAndThePolicy() {
    try (TestApplication application = TestApplication.on(setup).withTemplate()) {
      application
          .property("redis.atomic.timeout", "1500ms")
          .property("redis.atomic.max-retries", "1")
          .start(Service.class);
    }

    assertThat(onlyLine())
        .isEqualTo(
            "2 atomic methods on redisConnectionFactory; unless a method says otherwise, up to 1"
                + " retry within 1s500ms, pauses up to 50ms, local queue adaptive");
  }

  @Test
  void itSaysThatThereAreNone() {
    try (TestApplication application = TestApplication.withoutRedis()) {
      application.start();
    }

    assertThat(onlyLine()).startsWith("No atomic methods; ");
  }

  @Test
  void switchedOffThereIsAWarningInItsPlace() {
    Logger off = Logger.getLogger(SwitchedOffLine.class.getName());
    off.addHandler(handler);
    try (TestApplication application = TestApplication.on(setup).withTemplate()) {
      application.property("redis.atomic.enabled", "false").start(Service.class);
    } finally {
      off.removeHandler(handler);
    }

    assertThat(records).singleElement().extracting(LogRecord::getLevel).isEqualTo(Level.WARNING);
    assertThat(records.get(0).getMessage())
        .startsWith("redis.atomic.enabled=false: nothing is atomic.")
        .endsWith("Annotated methods: 2");
  }
}
