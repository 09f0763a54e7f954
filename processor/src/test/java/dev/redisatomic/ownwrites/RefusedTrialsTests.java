package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ValueOperations;
import org.springframework.data.redis.core.script.RedisScript;

/** Reads after writes that cannot be tried on copies are refused, and say why. */
@EachServer
class RefusedTrialsTests extends OnOneConnection {

  private final ValueOperations<String, String> values = template.opsForValue();

  RefusedTrialsTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  @Test
  void aScriptCannotBeTried() {
    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      template.execute(
                          RedisScript.of("return redis.call('set', KEYS[1] .. 'x', 1)"),
                          List.of("k"));
                      return values.get("k");
                    }))
        .withMessageContaining("GET of key 'k'")
        .withMessageContaining("EVAL cannot be tried on a copy")
        .withMessageContaining("script");

    assertThat(redis.other().dbSize()).isZero();
  }

  @Test
  void aMoveCannotBeTried() {
    redis.other().set("k", "1");

    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      template.move("k", 1);
                      return values.get("k");
                    }))
        .withMessageContaining("MOVE cannot be tried on a copy");

    assertThat(redis.other().get("k")).isEqualTo("1");
  }

  @Test
  void afterFlushDbNothingCanBeRead() {
    assertThatExceptionOfType(ReadAfterWriteException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      template.execute(
                          (RedisCallback<Boolean>)
                              connection -> {
                                connection.serverCommands().flushDb();
                                return true;
                              });
                      return values.get("k");
                    }))
        .withMessageContaining("FLUSHDB");
  }
}
