package dev.redisatomic.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.driver.jedis.JedisDriver;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisServer;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

@EachServer(modes = ClientMode.REDIS_CLIENT)
class KeyLookupTests {

  private final RedisSetup redis;

  KeyLookupTests(RedisSetup redis) {
    this.redis = redis;
  }

  /** Taking "you may not ask" for "there are no keys" would leave the read unguarded. */
  @Test
  void aReadWhoseKeysCannotBeFoundOutFails() {
    try (RedisServer own =
        RedisServer.start(
            redis.server().binary(),
            "user default off",
            "user app on >secret ~* +@all -command +command|info")) {
      JedisDriver driver =
          new JedisDriver(redis.connectionFactory(o -> o.port(own.port()).user("app", "secret")));
      PinnedConnection server = driver.open(Driver.NO_SLOT);
      Command read = Command.of("XREAD", bytes("STREAMS"), bytes("stream"), bytes("0"));

      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(
              () ->
                  new CommandCatalog()
                      .classify(
                          read,
                          question -> {
                            Object reply = server.send(List.of(question)).get(0);
                            if (reply instanceof ErrorReply error) {
                              throw error.translated();
                            }
                            return reply;
                          }))
          .withMessageContaining("NOPERM");
      server.release();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
