package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.RedisListCommands.Direction;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.Expiration;
import redis.clients.jedis.UnifiedJedis;

/**
 * Writes whose missing result would look like an answer: inside a body they answer, and do, what
 * they do outside, in both protocols, whether there is something or nothing.
 */
@EachServer
class NeededResultsTests {

  private final RedisSetup redis;
  @AutoClose private final TestApplication resp2;
  @AutoClose private final TestApplication resp3;

  NeededResultsTests(RedisSetup redis) {
    this.redis = redis;
    resp2 = start(Protocol.RESP2);
    resp3 = start(Protocol.RESP3);
  }

  private TestApplication start(Protocol protocol) {
    return TestApplication.on(redis, o -> o.protocol(protocol)).withTemplate().start();
  }

  record Write(String name, Function<StringRedisTemplate, @Nullable Object> call) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Write> writes() {
    return List.of(
        new Write("leftPop", t -> t.opsForList().leftPop("list")),
        new Write("leftPop 2", t -> t.opsForList().leftPop("list", 2)),
        new Write("leftPop 9", t -> t.opsForList().leftPop("list", 9)),
        new Write("rightPop", t -> t.opsForList().rightPop("list")),
        new Write("rightPop 2", t -> t.opsForList().rightPop("list", 2)),
        new Write(
            "move", t -> t.opsForList().move("list", Direction.LEFT, "moved", Direction.RIGHT)),
        new Write(
            "move from the right",
            t -> t.opsForList().move("list", Direction.RIGHT, "moved", Direction.RIGHT)),
        new Write("rotation", t -> t.opsForList().rightPopAndLeftPush("list", "list")),
        new Write("set pop", t -> t.opsForSet().pop("set")),
        new Write("set pop 2", t -> t.opsForSet().pop("set", 2)),
        new Write("popMin", t -> t.opsForZSet().popMin("zset")),
        new Write("popMax", t -> t.opsForZSet().popMax("zset")),
        new Write("popMin 1", t -> t.opsForZSet().popMin("zset", 1)),
        new Write("popMin 9", t -> t.opsForZSet().popMin("zset", 9)),
        new Write("popMax 2", t -> t.opsForZSet().popMax("zset", 2)),
        new Write("popMin of ties", t -> t.opsForZSet().popMin("ties", 2)),
        new Write("popMax of ties", t -> t.opsForZSet().popMax("ties", 2)),
        new Write("getAndDelete", t -> t.opsForValue().getAndDelete("string")),
        new Write("getAndExpire", t -> t.opsForValue().getAndExpire("string", Duration.ofHours(1))),
        new Write("getAndPersist", t -> t.opsForValue().getAndPersist("expiring")),
        new Write("getAndSet", t -> t.opsForValue().getAndSet("string", "1")),
        new Write(
            "setGet",
            t -> t.opsForValue().setGet("string", "1", Expiration.from(Duration.ofHours(1)))),
        new Write("setIfAbsent of an old one", t -> t.opsForValue().setIfAbsent("string", "1")),
        new Write("setIfAbsent", t -> t.opsForValue().setIfAbsent("new", "1")),
        new Write(
            "setIfAbsent expiring",
            t -> t.opsForValue().setIfAbsent("new", "1", Duration.ofHours(1))),
        new Write("setIfPresent", t -> t.opsForValue().setIfPresent("string", "1")),
        new Write("setIfPresent of a new one", t -> t.opsForValue().setIfPresent("new", "1")),
        new Write(
            "multiSetIfAbsent",
            t -> t.opsForValue().multiSetIfAbsent(Map.of("new", "1", "newer", "2"))),
        new Write(
            "multiSetIfAbsent of an old one",
            t -> t.opsForValue().multiSetIfAbsent(Map.of("new", "1", "string", "2"))),
        new Write(
            "putIfAbsent of an old one", t -> t.opsForHash().putIfAbsent("hash", "field", "other")),
        new Write("putIfAbsent", t -> t.opsForHash().putIfAbsent("hash", "new", "value")),
        new Write("addIfAbsent of an old one", t -> t.opsForZSet().addIfAbsent("zset", "low", 7)),
        new Write("addIfAbsent", t -> t.opsForZSet().addIfAbsent("zset", "new", 7)),
        new Write("renameIfAbsent", t -> t.renameIfAbsent("string", "new")),
        new Write("renameIfAbsent to an old one", t -> t.renameIfAbsent("string", "expiring")),
        new Write("renameIfAbsent to itself", t -> t.renameIfAbsent("string", "string")),
        new Write("copy", t -> t.copy("string", "new", false)),
        new Write("copy to an old one", t -> t.copy("string", "expiring", false)),
        new Write("copy over an old one", t -> t.copy("string", "expiring", true)),
        new Write("set move", t -> t.opsForSet().move("set", "member", "other")),
        new Write("set move of nothing", t -> t.opsForSet().move("set", "nobody", "other")),
        new Write("delete", t -> t.delete("string")),
        new Write("delete several", t -> t.delete(List.of("string", "none", "list", "string"))),
        new Write("unlink", t -> t.unlink("hash")),
        new Write("unlink nothing", t -> t.unlink("none")),
        raw("SETNX", "new", "1"),
        raw("GETEX", "string"),
        raw("SET", "string", "1", "GET", "KEEPTTL"),
        raw("SET", "new", "1", "XX", "GET"),
        raw("set", "string", "1", "nx", "px", "100000"),
        raw("ZPOPMIN", "zset"),
        raw("ZPOPMAX", "zset", "1"),
        raw("LPOP", "list", "1"),
        raw("LMPOP", "2", "none", "list", "LEFT"),
        raw("LMPOP", "1", "list", "RIGHT", "COUNT", "2"),
        raw("LMPOP", "2", "list", "hash", "LEFT"),
        raw("LMPOP", "2", "hash", "list", "LEFT"),
        raw("ZMPOP", "2", "zset", "hash", "MIN"),
        raw("ZMPOP", "2", "none", "zset", "MAX", "COUNT", "5"),
        raw("ZMPOP", "1", "ties", "MIN"));
  }

  private static Write raw(String... words) {
    byte[][] arguments = new byte[words.length - 1][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = words[i + 1].getBytes(UTF_8);
    }
    return new Write(
        "raw " + String.join(" ", words),
        template ->
            template.execute(
                (RedisCallback<@Nullable Object>)
                    connection -> connection.execute(words[0], arguments)));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void thereIsSomething(Write write) {
    assertSameInside(write, true);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void thereIsNothing(Write write) {
    assertSameInside(write, false);
  }

  private void assertSameInside(Write write, boolean filled) {
    for (TestApplication application : List.of(resp2, resp3)) {
      StringRedisTemplate template = application.get(StringRedisTemplate.class);
      RedisAtomicOperations atomic = application.get(RedisAtomicOperations.class);
      prepare(filled);
      Object[] outside = new Object[1];
      Throwable refusal = catchThrowable(() -> outside[0] = write.call().apply(template));
      Map<String, String> wanted = data();
      prepare(filled);
      Map<String, String> before = data();
      Object[] inside = new Object[1];
      Throwable thrown =
          catchThrowable(() -> inside[0] = atomic.execute(() -> write.call().apply(template)));

      boolean nothingToSend = !filled && thrown == null && inside[0] == null;
      // servers before 7 know less: the body has to fail, too, unless there is nothing to send
      assertThat(thrown == null)
          .as("%s inside", thrown)
          .isEqualTo(refusal == null || nothingToSend);
      assertThat(text(inside[0])).isEqualTo(text(outside[0]));
      // where a client cannot read the reply, the body throws, and so writes nothing
      assertThat(data()).isEqualTo(thrown == null ? wanted : before);
    }
  }

  private void prepare(boolean filled) {
    KeyRead.fill(redis.other());
    if (filled) {
      redis.other().zadd("ties", Map.of("a", 1.0, "b", 1.0, "c", 1.0));
    } else {
      redis.flushAll();
    }
  }

  /** All that there is, with whether it expires. */
  private Map<String, String> data() {
    UnifiedJedis other = redis.other();
    Map<String, String> data = new TreeMap<>();
    for (String key : other.keys("*")) {
      Object value =
          switch (other.type(key)) {
            case "string" -> other.get(key);
            case "list" -> other.lrange(key, 0, -1);
            case "set" -> other.smembers(key);
            case "zset" -> other.zrangeWithScores(key, 0, -1);
            case "hash" -> other.hgetAll(key);
            default -> "";
          };
      data.put(key, value + (other.ttl(key) > 0 ? ", expires" : ""));
    }
    return data;
  }

  private static String text(@Nullable Object result) {
    if (result instanceof byte[] bytes) {
      return new String(bytes, UTF_8);
    }
    return result instanceof Collection<?> elements
        ? elements.stream().map(NeededResultsTests::text).toList().toString()
        : Objects.toString(result);
  }
}
