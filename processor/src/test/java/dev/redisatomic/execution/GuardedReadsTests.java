package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;

/** Whatever way a key was read and is changed: the change is noticed, the read itself is not. */
class GuardedReadsTests extends WiredBodies {

  private int runs;

  GuardedReadsTests(RedisSetup setup) {
    super(setup);
  }

  interface Read {
    void on(StringRedisTemplate redis);
  }

  interface Change {
    void by(UnifiedJedis other);
  }

  static Stream<Arguments> readsAndChanges() {
    return Stream.of(
        change("GET", r -> r.opsForValue().get("string"), o -> o.append("string", "!")),
        change("MGET", r -> r.opsForValue().multiGet(List.of("x", "string")), o -> o.set("x", "")),
        change("STRLEN", r -> r.opsForValue().size("string"), o -> o.setrange("string", 1, "!")),
        change("EXISTS", r -> r.hasKey("x"), o -> o.set("x", "")),
        change("TTL", r -> r.getExpire("string"), o -> o.expire("string", 100)),
        change("TYPE", r -> r.type("x"), o -> o.sadd("x", "")),
        change("HGETALL", r -> r.opsForHash().entries("hash"), o -> o.hset("hash", "g", "2")),
        change("HGET", r -> r.opsForHash().get("hash", "f"), o -> o.hset("hash", "other", "")),
        change("LRANGE", r -> r.opsForList().range("list", 0, -1), o -> o.lpush("list", "")),
        change("SMEMBERS", r -> r.opsForSet().members("set"), o -> o.srem("set", "member")),
        change("SINTER", r -> r.opsForSet().intersect("set", "x"), o -> o.sadd("x", "member")),
        change("ZSCORE", r -> r.opsForZSet().score("zset", "m"), o -> o.zincrby("zset", 1, "m")),
        change("XLEN", r -> r.opsForStream().size("x"), GuardedReadsTests::addToStream),
        change("PFCOUNT", r -> r.opsForHyperLogLog().size("log"), o -> o.pfadd("log", "new")),
        change("deletion", r -> r.opsForValue().get("string"), o -> o.del("string")),
        change("expiry", r -> r.opsForValue().get("string"), o -> o.pexpireAt("string", 1)),
        change("renaming", r -> r.opsForValue().get("string"), o -> o.rename("string", "x")),
        change("another type", r -> r.hasKey("hash"), o -> o.set("hash", "")),
        change("FLUSHDB", r -> r.opsForValue().get("string"), UnifiedJedis::flushDB),
        change("same value", r -> r.opsForValue().get("string"), o -> o.set("string", "value")));
  }

  private static void addToStream(UnifiedJedis other) {
    other.xadd("x", Map.of("field", "value"), new XAddParams());
  }

  private static Arguments change(String name, Read read, Change change) {
    return Arguments.argumentSet(name, read, change);
  }

  @BeforeEach
  void fill() {
    other.set("string", "value");
    other.hset("hash", "f", "1");
    other.rpush("list", "element");
    other.sadd("set", "member");
    other.zadd("zset", 1, "m");
    other.pfadd("log", "element");
  }

  @ParameterizedTest
  @MethodSource("readsAndChanges")
  void aChangeOfWhatWasReadIsAConflict(Read read, Change change) throws Exception {
    atomic.run(
        () -> {
          read.on(redis);
          if (++runs == 1) {
            change.by(other);
          }
          values.set("written", "run " + runs);
        });

    assertThat(runs).isEqualTo(2);
    assertThat(other.get("written")).isEqualTo("run 2");
  }

  @ParameterizedTest
  @MethodSource("readsAndChanges")
  void aReadIsNoConflictWithItself(Read read, Change unused) throws Exception {
    atomic.run(
        () -> {
          runs++;
          read.on(redis);
          values.set("written", "ours");
        });

    assertThat(runs).isEqualTo(1);
  }

  /** The time to live is the subject here, so this test waits for it to pass. */
  @Test
  void aKeyThatExpiresByItselfIsAConflict() throws Exception {
    atomic.run(
        () -> {
          if (++runs == 1) {
            other.set("short", "lived", new SetParams().px(500));
          }
          String value = values.get("short");
          if (runs == 1) {
            assertThat(value).isEqualTo("lived");
            while (other.exists("short")) {
              Thread.onSpinWait();
            }
          }
          values.set("written", String.valueOf(value));
        });

    assertThat(runs).isEqualTo(2);
    assertThat(other.get("written")).isEqualTo("null");
  }
}
