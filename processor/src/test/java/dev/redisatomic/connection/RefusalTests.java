package dev.redisatomic.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Refused at the call: nothing is sent, and the attempt goes on. */
@EachServer
class RefusalTests {

  private final RedisSetup redis;
  private final RecordingProxy proxy;
  private final TestApplication atomic;
  private final StringRedisTemplate template;

  RefusalTests(RedisSetup redis) {
    this.redis = redis;
    proxy = new RecordingProxy(redis.server());
    atomic =
        TestApplication.on(redis, o -> o.poolOfOne().port(proxy.port())).withTemplate().start();
    template = atomic.redis();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
    redis.other().set("key", "old");
    atomic.atomically(() -> template.opsForValue().get("key")); // warm: what follows is the test's
    proxy.reset();
  }

  @AfterEach
  void close() {
    atomic.close();
    proxy.close();
  }

  /** Something refused, and a part of the advice that the message gives. */
  record Refused(String name, String advice, Consumer<StringRedisTemplate> call) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refused> refused() {
    return List.of(
        typed(
            "BLPOP",
            "opsForList().leftPop(key), which does not wait",
            t -> t.opsForList().leftPop("key", Duration.ofSeconds(1))),
        typed(
            "BRPOPLPUSH",
            "opsForList().rightPopAndLeftPush(source, destination), which does not wait",
            t -> t.opsForList().rightPopAndLeftPush("a", "b", Duration.ofSeconds(1))),
        typed(
            "BZPOPMIN",
            "call the atomic method again as long as",
            t -> t.opsForZSet().popMin("z", Duration.ofSeconds(1))),
        typed("XREAD", "does not wait", RefusalTests::blockingRead),
        raw("does not wait", "BLPOP", "key", "0"),
        raw("does not wait", "blpop", "key", "0"),
        raw("does not wait", "XREAD", "BLOCK", "0", "STREAMS", "key", "$"),
        raw("does not wait", "xread", "count", "1", "block", "0", "STREAMS", "key", "$"),
        raw("does not wait", "WAIT", "0", "0"),
        typed("multi", "sends MULTI and EXEC when it returns", RedisOperations::multi),
        typed("exec", "sends MULTI and EXEC when it returns", RedisOperations::exec),
        typed("discard", "nothing when it throws", RedisOperations::discard),
        typed("unwatch", "lasts until the atomic method ends", RedisOperations::unwatch),
        raw("sends MULTI and EXEC when it returns", "MULTI"),
        raw("sends MULTI and EXEC when it returns", "EXEC"),
        raw("To write nothing, throw", "DISCARD"),
        raw("lasts until the atomic method ends", "UNWATCH"),
        raw("declare the key", "WATCH", "key"),
        connection("select", "connection factory", c -> c.select(3)),
        raw("connection factory", "SELECT", "3"),
        raw("connection factory", "AUTH", "secret"),
        raw("connection factory", "CLIENT", "SETNAME", "me"),
        raw("connection factory", "client", "reply", "off"),
        raw("connection factory", "RESET"),
        connection(
            "subscribe",
            "RedisMessageListenerContainer",
            c -> c.subscribe((message, pattern) -> {}, bytes("channel"))),
        connection(
            "pSubscribe",
            "RedisMessageListenerContainer",
            c -> c.pSubscribe((message, pattern) -> {}, bytes("channel*"))),
        raw("RedisMessageListenerContainer", "SUBSCRIBE", "channel"),
        raw("RedisMessageListenerContainer", "MONITOR"),
        connection("SHUTDOWN", "outside the atomic method", c -> c.serverCommands().shutdown()),
        raw("outside the atomic method", "SHUTDOWN", "NOSAVE"),
        raw("outside the atomic method", "DEBUG", "SLEEP", "0"),
        connection("SAVE", "outside the atomic method", c -> c.serverCommands().save()),
        raw("outside the atomic method", "BGREWRITEAOF"),
        connection("CONFIG", "outside the atomic", c -> c.serverCommands().resetConfigStats()),
        raw("outside the atomic method", "CONFIG", "SET", "hz", "10"),
        raw("outside the atomic method", "ACL", "SETUSER", "someone"),
        raw("outside the atomic method", "CLIENT", "KILL", "ID", "0"),
        raw("HSET", "HIMPORT", "PREPARE", "fields", "a"),
        raw("does not wait", "TS.READ", "key", "0", "BLOCK", "0", "1"),
        raw("does not wait", "XREADGROUP", "BLOCK", "0", "GROUP", "g", "c", "STREAMS", "key", ">"),
        typed("openPipeline", "instead of executePipelined", RefusalTests::pipelinedCallback),
        typed("openPipeline", "instead of executePipelined", RefusalTests::pipelinedSession),
        connection("getSentinelConnection", "factory", RedisConnection::getSentinelConnection),
        connection("getNativeConnection", "RedisConnection", RedisConnection::getNativeConnection),
        raw("with EVAL", "EVALSHA", "0123456789012345678901234567890123456789", "0"),
        raw("Neither this library nor the server knows", "NO.SUCH", "key"));
  }

  private static Refused typed(String name, String advice, Consumer<StringRedisTemplate> call) {
    return new Refused(name, advice, call);
  }

  private static Refused connection(String name, String advice, Consumer<RedisConnection> call) {
    return new Refused(
        name,
        advice,
        template ->
            template.execute(
                (RedisCallback<Object>)
                    connection -> {
                      call.accept(connection);
                      return "not refused";
                    }));
  }

  private static Refused raw(String advice, String... words) {
    byte[][] arguments = new byte[words.length - 1][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = bytes(words[i + 1]);
    }
    return connection(
        words[0].toUpperCase(Locale.ROOT),
        advice,
        connection -> connection.execute(words[0], arguments));
  }

  @SuppressWarnings("unchecked") // a generic array for varargs
  private static void blockingRead(StringRedisTemplate template) {
    template
        .opsForStream()
        .read(StreamReadOptions.empty().block(Duration.ZERO), StreamOffset.latest("key"));
  }

  private static void pipelinedCallback(StringRedisTemplate template) {
    template.executePipelined(
        (RedisCallback<Object>) connection -> connection.stringCommands().get(bytes("key")));
  }

  private static void pipelinedSession(StringRedisTemplate template) {
    template.executePipelined(
        new SessionCallback<Boolean>() {
          @Override
          public <K, V> Boolean execute(RedisOperations<K, V> operations)
              throws DataAccessException {
            throw new AssertionError("The session was started");
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void nothingIsSentAndTheRestCommits(Refused refused) {
    atomic.atomically(
        () -> {
          template.opsForValue().set("key", "new");
          assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
              .isThrownBy(() -> refused.call().accept(template))
              .withMessageStartingWith(refused.name())
              .withMessageContaining("is not available inside an atomic method. ")
              .withMessageContaining(refused.advice());
          template.opsForValue().increment("count");
        });

    assertThat(proxy.commands())
        .filteredOn(words -> !words.get(0).equals("COMMAND")) // asked once about unknown ones
        .containsExactly(
            List.of("MULTI"),
            List.of("SET", "key", "new"),
            List.of("INCR", "count"),
            List.of("EXEC"));
    assertThat(redis.other().mget("key", "count")).containsExactly("new", "1");
    assertThat(template.opsForValue().get("key")).isEqualTo("new");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aBodyThatDoesNotCatchItWritesNothing(Refused refused) {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      template.opsForValue().get("key");
                      template.opsForValue().set("key", "new");
                      refused.call().accept(template);
                    }));

    assertThat(redis.other().get("key")).isEqualTo("old");
    redis.other().set("key", "changed");
    atomic.atomically(() -> template.opsForValue().set("key", "next"));
    assertThat(redis.other().get("key")).isEqualTo("next");
    assertThat(redis.admin().clientList()).doesNotContain("flags=x", "flags=d");
  }

  @Test
  void anotherExceptionOfTheBodyReachesTheCaller() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                          .isThrownBy(template::multi);
                      throw new IllegalStateException("of the body");
                    }))
        .withMessage("of the body");
  }
}
