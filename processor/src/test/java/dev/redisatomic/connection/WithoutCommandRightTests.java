package dev.redisatomic.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.script.RedisScript;

/** A user without the right to COMMAND can do in a body what it may do outside. */
@EachServer
class WithoutCommandRightTests {

  private final RedisServer server;
  private final RedisSetup setup;
  private final TestApplication atomic;

  WithoutCommandRightTests(RedisSetup shared) {
    server =
        RedisServer.start(shared.server().binary(), "user default on nopass ~* &* +@all -command");
    setup = new RedisSetup(server, shared.mode());
    atomic = TestApplication.on(setup, options -> options.poolOfOne()).start();
  }

  @AfterEach
  void close() {
    atomic.close();
    setup.close();
    server.close();
  }

  @Test
  void aScriptRuns() {
    RedisScript<Long> script =
        RedisScript.of("return redis.call('INCRBY', KEYS[1], ARGV[1])", Long.class);

    atomic.atomically(() -> atomic.redis().execute(script, List.of("counter"), "5"));

    assertThat(setup.other().get("counter")).isEqualTo("5");
  }

  @Test
  void theKeysAreScanned() {
    setup.other().set("key", "value");

    assertThat(
            atomic.atomically(
                () -> {
                  try (Cursor<String> keys = atomic.redis().scan(ScanOptions.NONE)) {
                    return keys.stream().toList();
                  }
                }))
        .containsExactly("key");
  }

  @Test
  void aKeyIsMovedToAnotherDatabase() {
    setup.other().set("key", "value");

    atomic.atomically(() -> atomic.redis().move("key", 1));

    assertThat(setup.other().exists("key")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUBLISH channel message",
        "ECHO text",
        "PING",
        "SET key value",
        "GET key",
        "XREAD COUNT 1 STREAMS stream 0",
        "SORT list BY nosort STORE sorted",
        "ZUNIONSTORE to 2 a b",
        "BITOP AND to a b",
        "OBJECT ENCODING key",
        "MEMORY USAGE key",
        "EVAL return{1} 1 key",
        "CONFIG GET maxmemory",
        "CLIENT INFO",
        "DBSIZE"
      })
  void aCommandInWordsRuns(String line) {
    String[] words = line.split(" ", -1);
    byte[][] arguments = new byte[words.length - 1][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = words[i + 1].getBytes(UTF_8);
    }

    atomic.atomically(
        () ->
            atomic
                .redis()
                .execute((RedisCallback<Object>) redis -> redis.execute(words[0], arguments)));
  }

  @Test
  void aCommandThatOnlyTheServerMayKnowIsRefusedWithTheRightThatIsMissing() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () ->
                        atomic
                            .redis()
                            .execute(
                                (RedisCallback<Object>)
                                    redis -> redis.execute("BF.EXISTS", "k".getBytes(UTF_8)))))
        .withMessageContaining("BF.EXISTS is not available inside an atomic method")
        .withMessageContaining("+command")
        .withMessageContaining("NOPERM");
  }
}
