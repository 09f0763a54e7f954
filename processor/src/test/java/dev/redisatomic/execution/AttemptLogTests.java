package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One DEBUG line per attempt. In these tests every log ends in JUL (slf4j-jdk14). */
class AttemptLogTests extends WiredBodies {

  private final Logger logger = Logger.getLogger(AtomicExecutor.class.getName());
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

  AttemptLogTests(RedisSetup setup) {
    super(setup);
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.FINE);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setLevel(null);
    logger.setUseParentHandlers(true);
  }

  private List<String> lines() {
    assertThat(records).extracting(LogRecord::getLevel).containsOnly(Level.FINE);
    return records.stream().map(LogRecord::getMessage).toList();
  }

  @Test
  void everyAttemptIsOneLineWithMethodKeysOutcomeAndTime() throws Exception {
    atomic.run(
        () -> {
          values.get("read");
          if (AtomicContext.current().attempt() == 1) {
            other.set("read", "theirs");
          }
          values.set("written", "secret");
        },
        "declared");

    assertThat(lines()).hasSize(2).noneMatch(line -> line.contains("secret"));
    assertThat(lines().get(0))
        .matches("Bodies\\.run\\(Action, String\\[\\]\\) attempt 1 .*conflict.* \\d+ µs")
        .contains("[declared, read], 1 read and 1 write: conflict");
    assertThat(lines().get(1)).matches(".*attempt 2 .*committed in \\d+ µs");
  }

  @Test
  void everyEndingIsNamed() throws Exception {
    other.sadd("set", "member");

    atomic.run(() -> values.get("key"));
    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      values.increment("set");
                      values.increment("number");
                    }));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      throw new IOException("on purpose");
                    }));
    proxy.cutAfterNext(named("EXEC"));
    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> atomic.run(() -> values.set("key", "")));

    assertThat(lines()).hasSize(4);
    assertThat(lines().get(0)).contains("unchanged");
    assertThat(lines().get(1)).contains("partial");
    assertThat(lines().get(3)).contains("unknown");
  }

  @Test
  void nothingIsLoggedAtInfo() throws Exception {
    logger.setLevel(Level.INFO);

    atomic.run(() -> values.set("key", values.get("key") + "!"));

    assertThat(records).isEmpty();
  }

  @Test
  void aCallbackThatFailsIsAnError() throws Exception {
    logger.setLevel(Level.INFO);
    RuntimeException failure = new IllegalStateException("on purpose");

    atomic.run(
        () ->
            AtomicContext.current()
                .afterCommit(
                    () -> {
                      throw failure;
                    }));

    assertThat(records).hasSize(1);
    assertThat(records.get(0).getLevel()).isEqualTo(Level.SEVERE);
    assertThat(records.get(0).getThrown()).isSameAs(failure);
    assertThat(records.get(0).getMessage()).contains("Bodies.run(").contains("the commit stands");
  }
}
