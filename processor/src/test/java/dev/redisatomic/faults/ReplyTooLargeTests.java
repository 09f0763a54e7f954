package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.script.RedisScript;
import redis.clients.jedis.Jedis;

/** The server applies the transaction and then drops the client, whose reply is over the limit. */
@EachServer(everyMode = true)
class ReplyTooLargeTests {

  /** A script, because Valkey does not count large values that it sends as they are. */
  private static final RedisScript<String> TAKE =
      RedisScript.of("return redis.call('GETDEL', KEYS[1])", String.class);

  private final RedisServer server;
  private final Jedis other;
  private final TestApplication client;

  ReplyTooLargeTests(RedisSetup setup) {
    server =
        RedisServer.start(setup.server().binary(), "client-output-buffer-limit normal 1mb 1mb 0");
    other = new Jedis(server.host(), server.port());
    client = TestApplication.on(setup, options -> options.port(server.port()).poolOfOne()).start();
  }

  @BeforeEach
  void fill() {
    other.flushAll();
    other.set("large", "x".repeat(3 << 20));
  }

  @AfterEach
  void close() {
    client.close();
    other.close();
    server.close();
  }

  private @Nullable String take(RedisAtomicOperations atomic) {
    return atomic.execute(
        () -> {
          client.redis().opsForValue().increment("taken");
          return client.redis().execute(TAKE, List.of("large"));
        });
  }

  @Test
  void theOutcomeIsUnknown() {
    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> take(client.atomic()));

    assertThat(other.get("taken")).isEqualTo("1");
    assertThat(other.exists("large")).isFalse();
  }

  @Test
  void withExactlyOnceItIsFoundOut() {
    take(client.atomic().exactlyOnce());

    assertThat(other.get("taken")).isEqualTo("1");
    assertThat(other.exists("large")).isFalse();
  }
}
