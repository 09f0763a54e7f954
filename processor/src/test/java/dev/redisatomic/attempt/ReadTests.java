package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.DefaultStringRedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;

@EachServer
class ReadTests extends OnOneConnection {

  ReadTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    KeyRead.fill(redis.other());
  }

  static List<KeyRead> reads() {
    return KeyRead.all();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadAnswersAtOnceAsItDoesOutside(KeyRead read) {
    @Nullable Object inside = atomic.atomically(() -> read.with(template));

    assertThat(inside).isEqualTo(read.expected());
    assertThat(read.with(template)).isEqualTo(read.expected());
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatWasReadIsGuarded(KeyRead read) {
    int attempts =
        atomic.atomically(
            () -> {
              read.with(template);
              if (AtomicContext.current().attempt() == 1) {
                redis.other().del(read.key());
                // recreated, so that the second attempt can read it
                KeyRead.fill(redis.other());
              }
              template.opsForValue().set("done", "yes");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(2);
    assertThat(redis.other().get("done")).isEqualTo("yes");
  }

  /** In every position: alone, after another read watched the key, on a declared key. */
  @Test
  void countingDoesNotConflictWithItself() {
    int attempts =
        atomic.atomically(
            () -> {
              if (AtomicContext.current().attempt() == 1) {
                redis.other().pfadd("hll", "d"); // the cached count is out of date now
              }
              assertThat(template.opsForHyperLogLog().size("hll")).isEqualTo(4);
              assertThat(template.opsForHyperLogLog().size("hll")).isEqualTo(4);
              redis.other().pfadd("unread", "x", "y");
              assertThat(template.hasKey("unread")).isTrue();
              assertThat(template.opsForHyperLogLog().size("unread")).isEqualTo(2);
              assertThat(template.opsForHyperLogLog().size("hll", "unread")).isEqualTo(6);
              template.opsForValue().set("done", "yes");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void keylessReadsRun() {
    List<@Nullable Object> answers =
        atomic.atomically(
            () ->
                List.<@Nullable Object>of(
                    template.keys("s*"),
                    template.execute((RedisCallback<Object>) c -> c.serverCommands().dbSize()),
                    template.execute((RedisCallback<Object>) c -> c.ping()),
                    template.randomKey() != null,
                    template.scan(ScanOptions.NONE).stream().count()));

    assertThat(answers).containsExactly(Set.of("string", "set", "stream"), 10L, "PONG", true, 10L);
  }

  /** KEYS used to watch its pattern as if it were a key. */
  @Test
  void aPatternIsNotAKey() {
    int attempts =
        atomic.atomically(
            () -> {
              template.opsForValue().set("pattern", "a pattern is also a possible key");
              template.keys("pattern");
              redis.other().set("pattern", "changed");
              template.hasKey("string");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(1);
    assertThat(redis.other().get("pattern")).startsWith("a pattern");
  }

  @Test
  void stringConnectionsReadToo() {
    Object value =
        atomic.atomically(
            () ->
                template.execute(
                    (RedisCallback<Object>)
                        connection ->
                            new DefaultStringRedisConnection(connection).hGet("hash", "field")));

    assertThat(value).isEqualTo("value");
  }
}
