package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.ValueOperations;
import redis.clients.jedis.params.SetParams;

/** By default, a read of a key that the body has written is answered with that write. */
@EachServer
class ReadsSeeWritesTests extends OnOneConnection {

  private final ValueOperations<String, String> values = template.opsForValue();
  private final ListOperations<String, String> lists = template.opsForList();

  ReadsSeeWritesTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  private static int attempt() {
    return AtomicContext.current().attempt();
  }

  @Test
  void aCounterThatWasChanged() {
    redis.other().set("a", "100");

    String seen =
        atomic.atomically(
            () -> {
              values.get("a");
              values.decrement("a", 30);
              return values.get("a");
            });

    assertThat(seen).isEqualTo("70");
    assertThat(redis.other().get("a")).isEqualTo("70");
    assertThat(redis.other().dbSize()).isEqualTo(1);
  }

  @Test
  void aForeignChangeAfterTheReadIsAConflict() {
    redis.other().set("a", "100");

    int attempts =
        atomic.atomically(
            () -> {
              values.increment("a");
              values.get("a");
              if (attempt() == 1) {
                redis.other().incr("a");
              }
              return attempt();
            });

    assertThat(attempts).isEqualTo(2);
    assertThat(redis.other().get("a")).isEqualTo("102");
  }

  @Test
  void aKeyThatWasMissing() {
    String seen =
        atomic.atomically(
            () -> {
              values.increment("n");
              return values.get("n");
            });

    assertThat(seen).isEqualTo("1");
    assertThat(redis.other().get("n")).isEqualTo("1");
  }

  @Test
  void positionsDecideWhatIsAKey() {
    List<Object> seen =
        atomic.atomically(
            () -> {
              values.set("a", "a");
              template.opsForHash().put("h", "h", "h");
              lists.leftPush("jobs", "jobs");
              return Arrays.asList(
                  values.get("a"), template.opsForHash().get("h", "h"), lists.index("jobs", 0));
            });

    assertThat(seen).containsExactly("a", "h", "jobs");
    assertThat(redis.other().keys("*")).containsExactlyInAnyOrder("a", "h", "jobs");
  }

  @Test
  void timesToLive() {
    redis.other().set("k", "1", SetParams.setParams().ex(100));

    List<Object> seen =
        atomic.atomically(
            () -> {
              values.increment("k");
              Long before = template.getExpire("k");
              template.persist("k");
              Long persisted = template.getExpire("k");
              values.set("new", "x");
              Long ofNew = template.getExpire("new");
              template.expire("new", Duration.ofSeconds(50));
              Long after = template.getExpire("new");
              return List.of(before, persisted, ofNew, after);
            });

    assertThat((Long) seen.get(0)).isBetween(99L, 100L);
    assertThat(seen.subList(1, 3)).containsExactly(-1L, -1L);
    assertThat((Long) seen.get(3)).isBetween(49L, 50L);
    assertThat(redis.other().ttl("k")).isEqualTo(-1);
    assertThat(redis.other().ttl("new")).isBetween(49L, 50L);
  }

  @Test
  void aKeyThatExpiresMeanwhileIsGoneAndAConflict() {
    redis.other().set("k", "1", SetParams.setParams().px(300));

    List<Object> seen =
        atomic.atomically(
            () -> {
              values.increment("k");
              String first = values.get("k");
              String second = null;
              if (attempt() == 1) {
                while (redis.other().exists("k")) {
                  Thread.onSpinWait();
                }
                second = values.get("k");
                assertThat(first).isEqualTo("2");
                assertThat(second).isNull();
              }
              return List.of(attempt(), first);
            });

    assertThat(seen).containsExactly(2, "1");
  }

  @Test
  void renamedKeysAndMixedReads() {
    redis.other().set("a", "1");

    List<String> seen =
        atomic.atomically(
            () -> {
              template.rename("a", "b");
              values.increment("b");
              values.set("a", "x");
              return values.multiGet(List.of("a", "b", "c"));
            });

    assertThat(seen).containsExactly("x", "2", null);
    assertThat(redis.other().mget("a", "b", "c")).containsExactly("x", "2", null);
  }

  @Test
  void theLastElementThatWasPopped() {
    redis.other().lpush("list", "only");

    boolean there =
        atomic.atomically(
            () -> {
              lists.leftPop("list");
              return template.hasKey("list");
            });

    assertThat(there).isFalse();
    assertThat(redis.other().exists("list")).isFalse();
  }

  @Test
  void aPopAfterAPush() {
    List<String> seen =
        atomic.atomically(
            () -> {
              lists.rightPushAll("list", "1", "2");
              return Arrays.asList(
                  lists.leftPop("list"), lists.leftPop("list"), lists.leftPop("list"));
            });

    assertThat(seen).containsExactly("1", "2", null);
    assertThat(redis.other().exists("list")).isFalse();
  }

  @Test
  void sourcesOfAStoreAreGuarded() {
    redis.other().zadd("x", 1, "m");
    redis.other().zadd("y", 2, "m");

    List<Object> seen =
        atomic.atomically(
            () -> {
              template.opsForZSet().unionAndStore("x", "y", "d");
              Double score = template.opsForZSet().score("d", "m");
              if (attempt() == 1) {
                redis.other().zadd("y", 5, "m");
              }
              return List.of(attempt(), score);
            });

    assertThat(seen).containsExactly(2, 6.0);
    assertThat(redis.other().zscore("d", "m")).isEqualTo(6.0);
  }

  @Test
  void aBodyThatThrowsLeavesNoCopy() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      values.increment("a");
                      values.get("a");
                      throw new IllegalStateException("mine");
                    }))
        .withMessage("mine");

    assertThat(redis.other().dbSize()).isZero();
  }

  @Test
  void aPageOfACursorAndWritesInBetween() {
    for (int i = 0; i < 2000; i++) {
      redis.other().hset("h", "field" + i, "x");
    }

    List<String> fields =
        atomic.atomically(
            () -> {
              List<String> seen = new java.util.ArrayList<>();
              try (var cursor =
                  template
                      .<String, String>opsForHash()
                      .scan(
                          "h",
                          org.springframework.data.redis.core.ScanOptions.scanOptions()
                              .count(500)
                              .build())) {
                int i = 0;
                while (cursor.hasNext()) {
                  String field = cursor.next().getKey();
                  seen.add(field);
                  if (i++ % 500 == 0) {
                    template.opsForHash().delete("h", field);
                  }
                }
              }
              return seen;
            });

    assertThat(fields).hasSize(2000).doesNotHaveDuplicates();
  }
}
