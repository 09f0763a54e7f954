package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@EachServer
class WatchByHandTests extends OnOneConnection {

  WatchByHandTests(RedisSetup redis) {
    super(redis);
  }

  /** A way to watch the key {@code watched}. */
  record Watch(String name, Consumer<StringRedisTemplate> watch) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Watch> ways() {
    return List.of(
        new Watch("template", t -> t.watch("watched")),
        new Watch("template with several keys", t -> t.watch(List.of("other", "watched"))),
        new Watch(
            "connection",
            t ->
                t.execute(
                    (RedisCallback<Boolean>)
                        connection -> {
                          connection.watch("watched".getBytes(UTF_8));
                          return true;
                        })),
        new Watch("session", WatchByHandTests::watchInSession));
  }

  private static void watchInSession(StringRedisTemplate template) {
    template.execute(
        new SessionCallback<Boolean>() {
          @Override
          @SuppressWarnings("unchecked")
          public <K, V> Boolean execute(RedisOperations<K, V> operations) {
            operations.watch((K) "watched");
            return true;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aChangeAfterTheWatchIsAConflict(Watch way) {
    assertThat(attempts(way, "watched")).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aChangeOfAnotherKeyIsNone(Watch way) {
    assertThat(attempts(way, "unrelated")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aChangeBeforeTheWatchIsNone(Watch way) {
    int attempts =
        atomic.atomically(
            () -> {
              redis.other().incr("watched");
              way.watch().accept(template);
              template.opsForValue().set("written", "yes");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(1);
  }

  private int attempts(Watch way, String changed) {
    int attempts =
        atomic.atomically(
            () -> {
              way.watch().accept(template);
              if (AtomicContext.current().attempt() == 1) {
                redis.other().incr(changed);
              }
              template.opsForValue().set("written", "yes");
              assertThat(redis.other().exists("written")).isFalse();
              return AtomicContext.current().attempt();
            });
    assertThat(redis.other().get("written")).isEqualTo("yes");
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    return attempts;
  }
}
