package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Bodies that change arrays which they have been given, or have passed. */
class ChangedArraysTests extends WiredBodies {

  private final RedisTemplate<String, byte[]> binary = new RedisTemplate<>();

  ChangedArraysTests(RedisSetup setup) {
    super(setup);
    binary.setConnectionFactory(factory);
    binary.setKeySerializer(RedisSerializer.string());
    binary.setValueSerializer(RedisSerializer.byteArray());
    binary.setHashKeySerializer(RedisSerializer.string());
    binary.setHashValueSerializer(RedisSerializer.byteArray());
    binary.afterPropertiesSet();
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  @Test
  void whatWasReadIsStillKnownAsItWas() throws Exception {
    other.set("key", "old");

    String before =
        atomic.call(
            () -> {
              byte[] value = binary.opsForValue().get("key");
              value[0] = 'X';
              return text(binary.opsForValue().getAndSet("key", "new".getBytes(UTF_8)));
            });

    assertThat(before).isEqualTo("old");
  }

  @Test
  void whatWasReadWithOthersIsStillKnownAsItWas() throws Exception {
    other.set("key", "old");

    String before =
        atomic.call(
            () -> {
              List<byte[]> got = binary.opsForValue().multiGet(List.of("key"));
              got.get(0)[0] = 'X';
              return text(binary.opsForValue().getAndDelete("key"));
            });

    assertThat(before).isEqualTo("old");
  }

  @Test
  void aResultIsStillKnownAsItWas() throws Exception {
    other.set("key", "old");
    List<String> results = new ArrayList<>();

    atomic.run(
        () -> {
          byte[] first = binary.opsForValue().getAndDelete("key");
          results.add(text(first));
          first[0] = 'X';
        });

    assertThat(results).containsExactly("old");
    assertThat(other.exists("key")).isFalse();
  }

  @Test
  void whatIsWrittenIsWhatWasPassed() throws Exception {
    atomic.run(
        () -> {
          byte[] value = "old".getBytes(UTF_8);
          binary.opsForValue().set("key", value);
          value[0] = 'X';
          binary.opsForHash().put("hash", "field", value);
          value[0] = 'Y';
          redis.execute(
              connection -> connection.execute("RPUSH", "list".getBytes(UTF_8), value), true);
          redis.execute(
              connection -> connection.stringCommands().mSet(Map.of("m".getBytes(UTF_8), value)),
              true);
          value[0] = 'Z';
        });

    assertThat(other.get("key")).isEqualTo("old");
    assertThat(other.hget("hash", "field")).isEqualTo("Xld");
    assertThat(other.lrange("list", 0, -1)).containsExactly("Yld");
    assertThat(other.get("m")).isEqualTo("Yld");
  }

  @Test
  void anElementThatWasPoppedIsRemoved() throws Exception {
    other.sadd("set", "old");

    atomic.run(
        () -> {
          byte[] member = binary.opsForSet().pop("set");
          member[0] = 'X';
        });

    assertThat(other.exists("set")).isFalse();
  }

  @Test
  void anElementThatWasPoppedAfterAWriteIsRemoved() throws Exception {
    other.sadd("set", "old");

    atomic.run(
        () -> {
          binary.opsForSet().add("set", "more".getBytes(UTF_8));
          binary.opsForSet().pop("set")[0] = 'X';
          binary.opsForSet().pop("set")[0] = 'X';
        });

    assertThat(other.exists("set")).isFalse();
  }

  @Test
  void aKeyWhoseListWasClearedIsStillKnownToBeThere() throws Exception {
    other.rpush("list", "old");
    other.sadd("set", "old");

    boolean taken =
        atomic.call(
            () -> {
              binary.opsForSet().members("set").clear();
              return Boolean.TRUE.equals(
                  redis.execute(
                      connection -> {
                        Object all = connection.execute("SMEMBERS", "set".getBytes(UTF_8));
                        if (all instanceof Collection<?> members) {
                          members.clear();
                        }
                        return connection.keyCommands().del("set".getBytes(UTF_8)) == 1;
                      },
                      true));
            });

    assertThat(taken).isTrue();
    assertThat(other.exists("set")).isFalse();
  }
}
