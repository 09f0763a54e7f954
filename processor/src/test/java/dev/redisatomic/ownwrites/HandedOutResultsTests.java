package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A result that was handed out and did not come true is told. */
@EachServer
class HandedOutResultsTests extends OnOneConnection {

  private static final String LOGGER = "dev.redisatomic.attempt.HandedOut";

  HandedOutResultsTests(RedisSetup redis) {
    super(redis);
  }

  private static List<String> logged(Runnable action) {
    Logger logger = Logger.getLogger(LOGGER);
    List<String> messages = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(record.getLevel() + " " + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return messages;
  }

  private void appendToWhatExpires(boolean wait) {
    atomic
        .atomic()
        .withResults(Results.ALL)
        .execute(
            () -> {
              template.opsForValue().set("k", "secret", Duration.ofMillis(wait ? 30 : 60_000));
              while (wait && template.hasKey("k")) {
                Thread.onSpinWait();
              }
              return template.opsForValue().append("k", "x");
            });
  }

  @Test
  void bothRepliesAreInTheLogAndNoValue() {
    assertThat(logged(() -> appendToWhatExpires(true)))
        .singleElement()
        .asString()
        .startsWith("SEVERE")
        .contains("was given 1 as the result of APPEND k", "Redis answered 7")
        .doesNotContain("secret");
  }

  @Test
  void nothingIsLoggedOtherwise() {
    assertThat(logged(() -> appendToWhatExpires(false))).isEmpty();
  }
}
