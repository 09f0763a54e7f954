package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.SharedSentinels;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A master that Sentinels name, and replace. */
@ParameterizedClass
@EnumSource
class SentinelTests {

  private static final String KEY = "key";

  private final SharedSentinels sentinels = SharedSentinels.get();
  private final ClientMode mode;
  private final RedisServer master;
  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;
  private final AtomicInteger runs = new AtomicInteger();

  SentinelTests(ClientMode mode) {
    this.mode = mode;
    master = preparedMaster();
    factory = sentinels.connectionFactory(mode, options -> options.poolOfOne());
    redis = new StringRedisTemplate(factory);
    bodies =
        TestApplication.on(factory)
            .properties("redis.atomic.max-retries=1000", "redis.atomic.timeout=20s")
            .start(Bodies.class);
    atomic = bodies.atomic();
    atomic.execute(() -> redis.hasKey(KEY));
  }

  /** What the replica does not have is lost with the master. Asks anew if that has changed. */
  private RedisServer preparedMaster() {
    RedisServer[] prepared = new RedisServer[1];
    Await.until(
        "a master has a replica that has it",
        () -> {
          prepared[0] = sentinels.master();
          long[] replicas = {0};
          SharedCluster.on(
              prepared[0],
              jedis -> {
                jedis.set(KEY, "1");
                replicas[0] = jedis.waitReplicas(1, 1_000);
              });
          return replicas[0] == 1;
        });
    return prepared[0];
  }

  @AfterEach
  void close() {
    bodies.close();
    SharedSentinels.stop(factory);
    sentinels.restore();
  }

  private void increment(RedisAtomicOperations operations, Runnable inTheMiddle) {
    operations.execute(
        () -> {
          runs.incrementAndGet();
          String value = redis.opsForValue().get(KEY);
          inTheMiddle.run();
          redis
              .opsForValue()
              .set(KEY, String.valueOf(value == null ? 1 : Long.parseLong(value) + 1));
          return true;
        });
  }

  private void atFirst(Runnable action) {
    if (runs.get() == 1) {
      action.run();
    }
  }

  private static @Nullable String on(RedisServer server) {
    List<@Nullable String> value = new ArrayList<>();
    SharedCluster.on(server, jedis -> value.add(jedis.get(KEY)));
    return value.get(0);
  }

  @Test
  void atomicMethodsRunOnTheMasterAndWaitForItsReplica() {
    try (TestApplication waiting =
        TestApplication.on(factory)
            .properties("redis.atomic.wait-replicas=1", "redis.atomic.wait-timeout=9s")
            .start(Bodies.class)) {
      increment(waiting.atomic(), () -> {});
    }

    assertThat(on(master)).isEqualTo("2");
    assertThat(on(sentinels.replica())).isEqualTo("2");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aConflictRunsTheBodyAgain() {
    increment(atomic, () -> atFirst(() -> SharedCluster.on(master, jedis -> jedis.set(KEY, "10"))));

    assertThat(on(master)).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aFailoverBeforeTheCommitIsFollowed() {
    increment(
        atomic,
        () ->
            atFirst(
                () -> {
                  sentinels.failOver();
                  redis.hasKey(KEY);
                }));

    assertThat(sentinels.master()).isNotSameAs(master);
    assertThat(on(sentinels.master())).isEqualTo("2");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }

  /** Lettuce has noticed the loss by then, and sends nothing; so the body runs again. */
  @Test
  void aLostMasterLeavesTheOutcomeUnknownUnlessNothingWasSent() {
    if (mode == ClientMode.LETTUCE) {
      increment(atomic, () -> atFirst(sentinels::killMaster));

      assertThat(on(sentinels.master())).isEqualTo("2");
      assertThat(runs).hasValueGreaterThanOrEqualTo(2);
      return;
    }
    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> increment(atomic, () -> atFirst(sentinels::killMaster)));

    assertThat(on(sentinels.master())).isEqualTo("1");
    assertThat(runs).hasValue(1);
  }

  @Test
  void withExactlyOnceTheNewMasterIsAskedAndTheBodyRunsAgain() {
    increment(atomic.exactlyOnce(), () -> atFirst(sentinels::killMaster));

    assertThat(on(sentinels.master())).isEqualTo("2");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }

  /** A master that has become a replica and still has its connections. */
  @Test
  void aMasterThatTakesNoWritesAnyMoreIsTriedAgain() {
    increment(
        atomic,
        () -> {
          if (runs.get() == 1) {
            SharedCluster.on(master, jedis -> jedis.replicaof(master.host(), 1));
          }
          if (runs.get() == 3) {
            SharedCluster.on(master, jedis -> jedis.replicaofNoOne());
            Await.until("its replica is back", () -> on(sentinels.replica()) != null);
          }
        });

    assertThat(on(master)).isEqualTo("2");
    assertThat(runs).hasValue(3);
  }

  @Test
  void aMasterWithTooFewReplicasIsTriedAgain() {
    increment(
        atomic,
        () -> {
          if (runs.get() == 1) {
            requireReplicas(2);
          }
          if (runs.get() == 3) {
            requireReplicas(0);
          }
        });

    assertThat(on(master)).isEqualTo("2");
    assertThat(runs).hasValue(3);
  }

  @Test
  void aMasterThatKeepsHavingTooFewReplicasIsAClearFailure() {
    requireReplicas(2);
    try (TestApplication impatient = TestApplication.on(factory).start(Bodies.class)) {
      assertThatExceptionOfType(DataAccessResourceFailureException.class)
          .isThrownBy(() -> increment(impatient.atomic(), () -> {}))
          .withMessageContaining("NOREPLICAS");
    } finally {
      requireReplicas(0);
    }

    assertThat(on(master)).isEqualTo("1");
    assertThat(runs).hasValue(11);
  }

  private void requireReplicas(int count) {
    SharedCluster.on(
        master, jedis -> jedis.configSet("min-replicas-to-write", String.valueOf(count)));
  }
}
