package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Servers quote the arguments of commands that they do not know; exceptions end in logs. */
@EachServer
class HiddenValuesTests {

  private static final String UNKNOWN = "unknown command";
  private static final int ATTEMPTS = 50;

  private final RedisSetup setup;
  private final RedisServer server;

  HiddenValuesTests(RedisSetup setup) {
    this.setup = setup;
    server =
        RedisServer.start(
            setup.server().binary(), "rename-command SETEX \"\"", "rename-command HGET \"\"");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static void assertWithoutValues(Throwable thrown) {
    assertThat(text(thrown)).contains(UNKNOWN).doesNotContain("secret");
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void noValueOfAWriteThatIsNotQueued() {
    RedisConnectionFactory factory = setup.connectionFactory(o -> o.port(server.port()));
    StringRedisTemplate redis = new StringRedisTemplate(factory);
    try (TestApplication bodies = TestApplication.on(factory).start(Bodies.class)) {
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(
              () ->
                  bodies
                      .methods()
                      .run(
                          () ->
                              redis.execute(
                                  connection ->
                                      connection
                                          .stringCommands()
                                          .setEx(
                                              "key".getBytes(UTF_8), 5, "secret".getBytes(UTF_8)),
                                  true)))
          .withMessageContaining("SETEX key (ERR unknown command")
          .satisfies(HiddenValuesTests::assertWithoutValues);
    }
  }

  @Test
  void noValueOfARead() {
    RedisConnectionFactory factory = setup.connectionFactory(o -> o.port(server.port()));
    StringRedisTemplate redis = new StringRedisTemplate(factory);
    try (TestApplication bodies = TestApplication.on(factory).start(Bodies.class)) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> bodies.methods().run(() -> redis.opsForHash().get("key", "secret")))
          .satisfies(HiddenValuesTests::assertWithoutValues);
    }
  }

  @Test
  void noPasswordWhereTheConnectionIsRefused() {
    try (RedisServer withoutHello =
        RedisServer.start(setup.server().binary(), "rename-command HELLO \"\"")) {
      RedisConnectionFactory factory =
          setup.connectionFactory(
              o -> o.port(withoutHello.port()).protocol(Protocol.RESP3).user("default", "secret"));
      try (TestApplication bodies = TestApplication.on(factory).start(Bodies.class)) {
        String text = "";
        for (int i = 0; i < ATTEMPTS && !text.contains(UNKNOWN); i++) {
          // Lettuce may see that the connection is closed before it has read why
          Throwable thrown = catchThrowable(() -> bodies.methods().run(() -> {}));
          assertThat(thrown).isInstanceOf(DataAccessException.class);
          text = text(thrown);
          assertThat(text).doesNotContain("secret");
        }
        assertThat(text).contains(UNKNOWN);
      }
    }
  }
}
