package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CrossSlotException;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.TestApplication;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;

/** Own writes on a cluster: the copies are in the slot of the attempt. */
@EachClusterMode
class ClusterOwnWritesTests {

  private final ClusterSetup setup;
  private final TestApplication application;
  private final StringRedisTemplate redis;

  ClusterOwnWritesTests(ClusterSetup setup) {
    this.setup = setup;
    application = TestApplication.on(setup.connectionFactory()).start();
    redis = application.redis();
  }

  @AfterEach
  void close() {
    setup
        .cluster()
        .masters()
        .forEach(
            master -> {
              try (Jedis node = new Jedis(master.host(), master.port())) {
                assertThat(node.keys("redis-atomic-*")).isEmpty();
              }
            });
    application.close();
    setup.cluster().flushAll();
  }

  @Test
  void readsSeeThemInEverySlot() {
    for (String tag : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
      List<Object> seen =
          application.atomically(
              () -> {
                redis.opsForValue().increment("{" + tag + "}:n", 4);
                redis.opsForList().rightPush("{" + tag + "}:list", "x");
                Long now =
                    AtomicContext.current()
                        .now(() -> redis.opsForValue().increment("{" + tag + "}:n"));
                return Arrays.asList(
                    now, redis.opsForValue().get("{" + tag + "}:n"), redis.opsForList().leftPop("{" + tag + "}:list"));
              });

      assertThat(seen).containsExactly(5L, "5", "x");
      assertThat(setup.other().get("{" + tag + "}:n")).isEqualTo("5");
    }
  }

  @Test
  void keysOfTwoSlotsAreRefusedAsEver() {
    assertThatExceptionOfType(CrossSlotException.class)
        .isThrownBy(
            () ->
                application.atomically(
                    () -> {
                      redis.opsForValue().increment("{a}:n");
                      return redis.opsForValue().multiGet(List.of("{a}:n", "{b}:n"));
                    }));
    assertThat(setup.other().exists("{a}:n")).isFalse();
  }
}
