package dev.redisatomic.cluster;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClusterProxies;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A replica takes over, or nobody does, at every point of an attempt; with and without markers. */
@EachClusterMode(everyMode = false)
class FailoverTests {

  private final SharedCluster cluster;
  private final ClusterProxies proxies;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;
  private final AtomicInteger runs = new AtomicInteger();

  private final RedisServer master;
  private final int slot;
  private final String key;

  FailoverTests(ClusterSetup setup) {
    cluster = setup.cluster();
    master = cluster.masters().get(0);
    String tag = cluster.tagOn(master);
    slot = SharedCluster.slotOf(tag);
    key = "{" + tag + "}key";
    proxies = new ClusterProxies(cluster);
    RedisConnectionFactory factory = setup.connectionFactory(o -> o.poolOfOne().through(proxies));
    redis = new StringRedisTemplate(factory);
    bodies = TestApplication.on(factory).start(Bodies.class);
    atomic = bodies.atomic();
    prepare();
    atomic.execute(() -> redis.opsForValue().get(key));
  }

  @AfterEach
  void close() {
    bodies.close();
    proxies.close();
    cluster.nodes().stream().filter(node -> !node.isRunning()).forEach(RedisServer::restart);
    cluster.awaitStable();
    cluster.flushAll();
  }

  /** Redis replicates in its own time; what a test has prepared is not to be lost. */
  private void prepare() {
    SharedCluster.on(
        master,
        jedis -> {
          jedis.set(key, "10");
          Await.until("the replica has it", () -> jedis.waitReplicas(1, 1_000) == 1);
        });
  }

  private static boolean asksAboutACommit(List<String> words) {
    return words.get(0).equals("GET") && words.get(1).startsWith("redis-atomic-");
  }

  private void increment(RedisAtomicOperations operations, Runnable inTheMiddle) {
    operations.execute(
        () -> {
          runs.incrementAndGet();
          long value = Long.parseLong(redis.opsForValue().get(key));
          if (runs.get() == 1) {
            inTheMiddle.run();
          }
          redis.opsForValue().set(key, String.valueOf(value + 1));
          return true;
        });
  }

  private @Nullable String atTheOwner() {
    List<@Nullable String> value = new ArrayList<>();
    SharedCluster.on(cluster.ownerOf(slot), jedis -> value.add(jedis.get(key)));
    return value.get(0);
  }

  @Test
  void aGracefulFailoverBetweenReadAndCommitIsFollowed() {
    increment(atomic, () -> cluster.failOver(master));

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aLostMasterBetweenTwoReadsIsReplacedByItsReplica() {
    increment(
        atomic,
        () -> {
          cluster.kill(master);
          redis.hasKey(key);
        });

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }

  /** Nobody can know whether a lost server has still run what was sent to it. */
  @Test
  void aMasterLostBeforeTheReplyLeavesTheOutcomeUnknown() {
    proxies.of(master).beforeNext(named("EXEC"), () -> cluster.kill(master));

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> increment(atomic, () -> {}));

    Await.until("the replica has taken over", () -> cluster.ownerOf(slot) != master);
    assertThat(atTheOwner()).isEqualTo("10");
    assertThat(runs).hasValue(1);
  }

  @Test
  void withExactlyOnceTheNewMasterIsAskedAndTheBodyRunsAgain() {
    proxies.of(master).beforeNext(named("EXEC"), () -> cluster.kill(master));

    increment(atomic.exactlyOnce(), () -> {});

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void aLostReplyIsFoundOutAboutOnTheSameMaster() {
    proxies.of(master).cutAfterNext(named("EXEC"));

    increment(atomic.exactlyOnce(), () -> {});

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLostReplyIsFoundOutAboutOnTheMasterThatTookOver() {
    proxies.of(master).cutAfterNext(named("EXEC"));
    proxies.beforeNext(FailoverTests::asksAboutACommit, () -> cluster.failOver(master));

    increment(atomic.exactlyOnce(), () -> {});

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLostReplyIsFoundOutAboutWhereTheSlotHasMoved() {
    RedisServer target = cluster.otherThan(master);
    proxies.of(master).cutAfterNext(named("EXEC"));
    proxies.beforeNext(FailoverTests::asksAboutACommit, () -> cluster.move(slot, target));
    try {
      increment(atomic.exactlyOnce(), () -> {});

      assertThat(atTheOwner()).isEqualTo("11");
      assertThat(runs).hasValue(1);
    } finally {
      cluster.move(slot, master);
    }
  }

  @Test
  void aCommitThatNeverArrivedIsMadeOnTheMasterThatTookOver() {
    proxies.of(master).cutBeforeNext(named("EXEC"));
    proxies.beforeNext(FailoverTests::asksAboutACommit, () -> cluster.kill(master));

    increment(atomic.exactlyOnce(), () -> {});

    assertThat(atTheOwner()).isEqualTo("11");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void markersAreInTheSlotOfTheAttempt() {
    increment(atomic.exactlyOnce(), () -> {});
    atomic
        .exactlyOnce()
        .execute(
            () -> {
              redis.convertAndSend("channel", "no key");
              return true;
            });

    Set<String> markers = redis.keys("redis-atomic-*");
    assertThat(markers).hasSizeBetween(1, 2);
    assertThat(markers).filteredOn(m -> SharedCluster.slotOf(m) == slot).isNotEmpty();
  }

  @Test
  void aMasterThatNobodyReplacesIsAClearFailureForItsSlotsOnly() {
    String elsewhere = "{" + cluster.tagOn(cluster.otherThan(master)) + "}key";
    RedisServer replica = cluster.replicaOf(master);
    replica.kill();
    master.kill();
    try {
      assertThatExceptionOfType(DataAccessResourceFailureException.class)
          .isThrownBy(() -> increment(atomic, () -> {}));
      assertThat(runs).hasValue(11);

      atomic.execute(
          () -> {
            redis.opsForValue().get(elsewhere);
            redis.opsForValue().set(elsewhere, "fine");
            return true;
          });
      assertThat(redis.opsForValue().get(elsewhere)).isEqualTo("fine");
    } finally {
      master.restart();
      replica.restart();
    }
  }
}
