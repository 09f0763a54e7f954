package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ValueOperations;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.SetParams;

/** What others notice of private copies, and what becomes of copies when others interfere. */
@EachServer
class CopiesAndOthersTests extends OnOneConnection {

  private static final String EVENTS = "__keyevent@0__:*";

  private final ValueOperations<String, String> values = template.opsForValue();

  CopiesAndOthersTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noEvents() {
    redis.admin().configSet("notify-keyspace-events", "");
  }

  private Set<String> copies() {
    return redis.other().keys("redis-atomic-*");
  }

  /** Events of the application's keys, up to the one with the key "end". */
  private CompletableFuture<List<String>> events() {
    redis.admin().configSet("notify-keyspace-events", "EA");
    CompletableFuture<Void> ready = new CompletableFuture<>();
    List<String> events = new ArrayList<>();
    JedisPubSub subscriber =
        new JedisPubSub() {
          @Override
          public void onPSubscribe(String pattern, int count) {
            ready.complete(null);
          }

          @Override
          public void onPMessage(String pattern, String channel, String key) {
            if (key.equals("end")) {
              punsubscribe();
            } else {
              events.add(channel.substring(channel.indexOf(':') + 1) + " " + key);
            }
          }
        };
    CompletableFuture<List<String>> result =
        CompletableFuture.supplyAsync(
            () -> {
              try (Jedis jedis = new Jedis(redis.server().host(), redis.server().port())) {
                jedis.psubscribe(subscriber, EVENTS);
              }
              return events;
            });
    ready.join();
    return result;
  }

  @Test
  void eventsOfTheApplicationsKeysAreThoseOfTheCommit() {
    redis.other().set("old", "1", SetParams.setParams().ex(100));
    CompletableFuture<List<String>> events = events();

    atomic.atomically(
        () -> {
          values.increment("a");
          values.get("a");
          values.append("old", "x");
          values.get("old");
          template.opsForSet().add("set", "m");
          template.opsForSet().pop("set");
          redis.other().publish("__keyevent@0__:before", "commit");
        });
    redis.other().set("end", "1");

    List<String> seen = events.join();
    int commit = seen.indexOf("before commit");
    assertThat(seen.subList(0, commit))
        .isNotEmpty()
        .allMatch(event -> event.contains(" redis-atomic-"))
        .noneMatch(event -> event.contains(":"));
    assertThat(seen.subList(commit + 1, seen.size()).stream().filter(e -> !e.contains("-atomic-")))
        .containsExactly("incrby a", "append old", "sadd set", "srem set", "del set");
  }

  /** The connection whose last command was this one. */
  private void kill(String command) {
    String client =
        redis
            .admin()
            .clientList()
            .lines()
            .filter(line -> line.contains(" cmd=" + command + " "))
            .findFirst()
            .orElseThrow();
    String id = client.substring("id=".length(), client.indexOf(' '));
    redis.admin().clientKill(new ClientKillParams().id(id));
  }

  @Test
  void afterALostConnectionCopiesExpire() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      values.increment("a");
                      values.get("a");
                      kill("pexpire");
                      throw new IllegalStateException("mine");
                    }))
        .withMessage("mine");

    assertThat(copies())
        .isNotEmpty()
        .allSatisfy(copy -> assertThat(redis.other().pttl(copy)).isBetween(1L, 60_000L));
    assertThat(redis.other().exists("a")).isFalse();
  }

  @Test
  void copiesThatAreAlwaysRemovedAreNeverReadAsMissing() {
    redis.other().set("a", "1");

    Long seen =
        atomic.atomically(
            () -> {
              for (int i = 0; i < 5; i++) {
                values.increment("a");
                assertThat(values.get("a")).isEqualTo(String.valueOf(i + 2));
                copies().forEach(copy -> redis.other().unlink(copy));
              }
              return AtomicContext.current().now(() -> values.increment("a"));
            });

    assertThat(seen).isEqualTo(7);
    assertThat(redis.other().get("a")).isEqualTo("7");
    assertThat(copies()).isEmpty();
  }

  @Test
  void aCopyThatSomebodyRemovesIsMadeAgain() {
    redis.other().set("a", "1");

    List<Object> seen =
        atomic.atomically(
            () -> {
              values.increment("a");
              values.get("a");
              redis.other().keys("redis-atomic-*").forEach(copy -> redis.other().unlink(copy));
              return List.of(AtomicContext.current().attempt(), values.get("a"));
            });

    assertThat(seen).containsExactly(1, "2");
  }

  @Test
  void copiesExpireWithinAMinute() {
    atomic.atomically(
        () -> {
          values.increment("a");
          values.get("a");
          Set<String> copies = redis.other().keys("redis-atomic-*");
          assertThat(copies).hasSize(1);
          assertThat(redis.other().pttl(copies.iterator().next())).isBetween(1L, 60_000L);
        });
  }

  @Test
  void copiesAreNotSeenAmongTheKeys() {
    redis.other().set("a", "1");

    List<Object> seen =
        atomic.atomically(
            () -> {
              values.increment("a");
              values.get("a");
              Set<String> keys = template.keys("*");
              Long size =
                  template.execute(
                      (RedisCallback<Long>) connection -> connection.serverCommands().dbSize());
              return List.of(keys, size, values.get("a"));
            });

    assertThat(seen).containsExactly(Set.of("a"), 1L, "2");
  }
}
