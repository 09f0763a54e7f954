package dev.redisatomic.driver.jedis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/** The forms that replies of a real server have, with RESP3. */
@EachServer(modes = {ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS})
class JedisRepliesTests {
  private final RedisSetup redis;
  private final JedisDriver driver;
  private final PinnedConnection connection;

  JedisRepliesTests(RedisSetup redis) {
    this.redis = redis;
    driver =
        new JedisDriver(
            (JedisConnectionFactory) redis.connectionFactory(o -> o.protocol(Protocol.RESP3)));
    driver.probe();
    connection = driver.open(Driver.NO_SLOT);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void close() {
    connection.destroy();
  }

  private @Nullable Object send(String... words) {
    byte[][] arguments = new byte[words.length - 1][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Words.bytes(words[i + 1]);
    }
    return connection.send(List.of(Command.of(words[0], arguments))).get(0);
  }

  @Test
  void aMapIsAMapAndSpringsConnectionUnderstandsIt() {
    send("HSET", "hash", "field", "value");

    Object reply = send("HGETALL", "hash");

    assertThat(reply)
        .isInstanceOfSatisfying(
            Map.class,
            map -> {
              Map.Entry<?, ?> entry = (Map.Entry<?, ?>) map.entrySet().iterator().next();
              assertThat(map.size()).isEqualTo(1);
              assertThat((byte[]) entry.getKey()).asString(UTF_8).isEqualTo("field");
              assertThat((byte[]) entry.getValue()).asString(UTF_8).isEqualTo("value");
            });
    assertThat(driver.view(command -> reply).hashCommands().hGetAll(Words.bytes("hash")))
        .hasSize(1);
  }

  @Test
  void aMapInsideExecIsAMap() {
    send("HSET", "hash", "field", "value");
    send("MULTI");
    send("HGETALL", "hash");

    assertThat(send("EXEC"))
        .isInstanceOfSatisfying(
            List.class, results -> assertThat(results.get(0)).isInstanceOf(Map.class));
  }

  @Test
  void anErrorIsAValueAlsoInsideExec() {
    send("SET", "text", "a");
    send("MULTI");
    send("INCR", "text");

    Object reply = send("EXEC");

    assertThat(reply)
        .isInstanceOfSatisfying(
            List.class,
            results ->
                assertThat(results.get(0))
                    .isInstanceOfSatisfying(
                        ErrorReply.class,
                        error ->
                            assertThat(error.translated())
                                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                                .hasMessageContaining("not an integer")));
    assertThat(send("NONSENSE"))
        .isInstanceOfSatisfying(
            ErrorReply.class, error -> assertThat(error.kind()).isEqualTo(ErrorReply.Kind.REFUSED));
  }

  @Test
  void numbersTextsAndNil() {
    assertThat(send("INCR", "number")).isEqualTo(1L);
    assertThat((byte[]) send("GET", "number")).asString(UTF_8).isEqualTo("1");
    assertThat(send("GET", "missing")).isNull();
    send("ZADD", "scores", "1.5", "member");
    assertThat(send("ZSCORE", "scores", "member")).isEqualTo(1.5);
  }

  @Test
  void aReplyWithNothingToChangeIsNotCopied() {
    List<Object> reply = List.of(1L, new byte[] {1}, List.of(2L));

    assertThat(JedisReplies.toJedis(reply)).isSameAs(reply);
  }
}
