package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.CallEvent;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
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

/** A listener cannot change what happens. In these tests every log ends in JUL (slf4j-jdk14). */
class ListenerFailureTests extends WiredBodies {

  private final Logger logger = Logger.getLogger(AtomicListeners.class.getName());
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

  private final RecordingListener last = new RecordingListener();
  private final TestApplication listened;

  ListenerFailureTests(RedisSetup setup) {
    super(setup);
    listened =
        TestApplication.on(factory)
            .singleton("broken", new Broken())
            .singleton("last", last)
            .start(Bodies.class);
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
    listened.close();
  }

  static class Broken implements AtomicListener {
    @Override
    public void callStarted(AtomicCall call) {
      throw new AssertionError("on purpose");
    }

    @Override
    public void callEnded(CallEvent event) {
      throw new AssertionError("on purpose");
    }

    @Override
    public boolean wantsCommands() {
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void theCallGoesOnAndTheNextListenerIsTold() throws Exception {
    String result =
        listened
            .methods()
            .call(
                () -> {
                  values.set("key", "1");
                  return "result";
                });

    assertThat(result).isEqualTo("result");
    assertThat(other.get("key")).isEqualTo("1");
    assertThat(last.started()).hasSize(1);
    assertThat(last.ended()).hasSize(1);
  }

  @Test
  void theExceptionOfTheBodyReachesTheCaller() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                listened
                    .methods()
                    .run(
                        () -> {
                          throw new IOException("of the body");
                        }))
        .withMessage("of the body")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
  }

  @Test
  void itIsAWarningEachTimeWithListenerAndMethod() throws Exception {
    listened.methods().run(() -> {});

    assertThat(records)
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "The listener " + Broken.class.getName() + " failed in callStarted; ignored",
            "The listener " + Broken.class.getName() + " failed in callEnded; ignored");
    assertThat(records).extracting(LogRecord::getLevel).containsOnly(Level.WARNING);
    assertThat(records)
        .extracting(LogRecord::getThrown)
        .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(AssertionError.class));
  }
}
