package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.RedisCallback;
import redis.clients.jedis.exceptions.JedisDataException;

/** Functions are of Redis 7; on an older server a call of one is an error, never half a commit. */
@EachServer
class FunctionTests extends OnOneConnection {

  private static final String LIBRARY =
      """
      #!lua name=counters
      redis.register_function('hit', function(keys) return redis.call('INCR', keys[1]) end)
      """;

  private boolean functions;

  FunctionTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void load() {
    try {
      functions = redis.other().functionLoadReplace(LIBRARY).equals("counters");
    } catch (JedisDataException e) {
      assertThat(e).hasMessageContaining("unknown command");
    }
  }

  @Test
  void aFunctionCallIsRecorded() {
    Runnable call =
        () ->
            atomic.atomically(
                () -> {
                  assertThat(template.execute(hit())).isNull();
                  template.opsForValue().set("other", "1");
                  assertThat(redis.other().exists("hits", "other")).isZero();
                });

    if (functions) {
      call.run();
      assertThat(redis.other().mget("hits", "other")).containsExactly("1", "1");
    } else {
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(call::run)
          .withMessageContaining("EXECABORT");
      assertThat(redis.other().exists("other")).isFalse();
    }
  }

  @Test
  void itsKeysCountAsWritten() {
    Runnable call =
        () ->
            atomic.atomically(
                () -> {
                  template.execute(hit());
                  return template.opsForValue().get("hits");
                });

    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(call::run)
        .withMessageContaining("recorded FCALL hits:");
  }

  private static RedisCallback<Object> hit() {
    return connection ->
        connection.execute(
            "FCALL", "hit".getBytes(UTF_8), "1".getBytes(UTF_8), "hits".getBytes(UTF_8));
  }
}
