package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CrossSlotException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClusterProxies;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TestApplication;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Keys of two slots are refused by the library, before Redis could, or would not. */
@EachClusterMode(everyMode = false)
class CrossSlotTests {

  private final ClusterSetup setup;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;
  private final AtomicInteger runs = new AtomicInteger();

  private final String first;
  private final String neighbour;

  CrossSlotTests(ClusterSetup setup) {
    this.setup = setup;
    RedisConnectionFactory factory = setup.connectionFactory();
    redis = new StringRedisTemplate(factory);
    bodies = TestApplication.on(factory).start(Bodies.class);
    atomic = bodies.atomic();
    // two slots of the same server, where Redis would let it pass if one command names one key
    String tag = setup.cluster().tagOn(setup.cluster().masters().get(0));
    first = "{" + tag + "}";
    neighbour = "{" + SharedCluster.tagIn(SharedCluster.slotOf(tag) + 1) + "}";
  }

  @AfterEach
  void close() {
    bodies.close();
    setup.cluster().flushAll();
  }

  private void assertRefused(Runnable call) {
    assertThatExceptionOfType(CrossSlotException.class)
        .isThrownBy(call::run)
        .satisfies(
            e -> {
              assertThat(e.getKey()).isEqualTo(first);
              assertThat(e.getSlot()).isEqualTo(SharedCluster.slotOf(first));
              assertThat(e.getOtherKey()).isEqualTo(neighbour);
              assertThat(e.getOtherSlot()).isEqualTo(SharedCluster.slotOf(neighbour));
            })
        .withMessageContaining("'" + neighbour + "' is in slot " + SharedCluster.slotOf(neighbour))
        .withMessageContaining("'" + first + "'")
        .withMessageContaining("is in slot " + SharedCluster.slotOf(first))
        .withMessageContaining("{account:1}:balance")
        .withMessageContaining("Nothing was applied")
        .withMessageContaining("execute(…)");
    assertThat(setup.other().exists(first)).isFalse();
    assertThat(setup.other().exists(neighbour)).isFalse();
  }

  private void execute(Runnable body, String... keys) {
    atomic.execute(
        () -> {
          runs.incrementAndGet();
          body.run();
          return true;
        },
        keys);
  }

  @Test
  void declaredKeysAreComparedBeforeTheBodyRuns() {
    assertRefused(() -> execute(() -> {}, first, neighbour));

    assertThat(runs).hasValue(0);
  }

  @Test
  void declaredKeysAreComparedBeforeAnythingIsSent() {
    try (ClusterProxies proxies = new ClusterProxies(setup.cluster());
        TestApplication watched =
            TestApplication.on(setup.connectionFactory(options -> options.through(proxies)))
                .start(Bodies.class)) {
      proxies.reset();

      assertThatExceptionOfType(CrossSlotException.class)
          .isThrownBy(() -> watched.methods().run(() -> {}, first, neighbour))
          .withMessageContaining("Bodies.run(");

      assertThat(proxies.commands()).isEmpty();
    }
  }

  @Test
  void theKeyOfAReadIsComparedAtTheCall() {
    assertRefused(
        () ->
            execute(
                () -> {
                  redis.opsForValue().set(first, "never");
                  redis.opsForValue().get(neighbour);
                }));
  }

  @Test
  void theKeyOfAWriteIsComparedAtTheCall() {
    assertRefused(
        () ->
            execute(
                () -> {
                  redis.opsForValue().get(first);
                  redis.opsForValue().set(neighbour, "never");
                }));
  }

  @Test
  void theKeyThatAWriteOnlyReadsIsComparedToo() {
    assertRefused(
        () -> execute(() -> redis.opsForSet().unionAndStore(neighbour, List.of(), first), first));
  }

  @Test
  void aKeyThatIsWatchedByHandIsCompared() {
    assertRefused(() -> execute(() -> redis.watch(neighbour), first));
  }

  @Test
  void theKeyOfARawCommandIsCompared() {
    assertRefused(
        () ->
            execute(
                () ->
                    redis.execute(
                        (RedisCallback<@Nullable Object>)
                            connection ->
                                connection.execute(
                                    "INCR", neighbour.getBytes(StandardCharsets.UTF_8))),
                first));
  }

  @Test
  void theKeysOfOneCommandAreComparedWithEachOther() {
    assertRefused(() -> execute(() -> redis.opsForValue().multiGet(List.of(first, neighbour))));
  }

  @Test
  void theDeclaredKeysOfANestedMethodAreComparedWithThoseOfTheOuterOne() {
    assertRefused(() -> execute(() -> execute(() -> {}, neighbour), first));

    assertThat(runs).hasValue(1);
  }

  @Test
  void aBodyThatCatchesItGoesOnInItsOwnSlot() {
    execute(
        () -> {
          try {
            redis.opsForValue().multiGet(List.of(neighbour, first));
          } catch (CrossSlotException e) {
            redis.opsForValue().set(first, "instead");
          }
        });

    assertThat(setup.other().get(first)).isEqualTo("instead");
    assertThat(runs).hasValue(1);
  }

  @Test
  void theSameHashTagIsTheRemedy() {
    execute(
        () -> {
          redis.opsForValue().get(first + ":a");
          redis.opsForValue().set(first + ":b", "fine");
        });

    assertThat(setup.other().get(first + ":b")).isEqualTo("fine");
  }
}
