package dev.redisatomic.cluster;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClusterProxies;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.ClusterStateFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Protocol;

/** Slots that move away, or begin to, at every point of an attempt. */
@EachClusterMode
class RedirectionTests {

  private final ClusterSetup setup;
  private final SharedCluster cluster;
  private final ClusterProxies proxies;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;
  private final AtomicInteger runs = new AtomicInteger();

  private final RedisServer source;
  private final RedisServer target;
  private final int slot;
  private final String guard;
  private final String written;

  RedirectionTests(ClusterSetup setup) {
    this.setup = setup;
    cluster = setup.cluster();
    source = cluster.masters().get(0);
    target = cluster.otherThan(source);
    String tag = cluster.tagOn(source);
    slot = SharedCluster.slotOf(tag);
    guard = "{" + tag + "}guard";
    written = "{" + tag + "}written";
    proxies = new ClusterProxies(cluster);
    RedisConnectionFactory factory = setup.connectionFactory(o -> o.poolOfOne().through(proxies));
    redis = new StringRedisTemplate(factory);
    bodies = TestApplication.on(factory).start(Bodies.class);
    atomic = bodies.atomic();
    // the client knows the owner as it is now
    atomic.execute(() -> redis.opsForValue().get(guard));
    proxies.reset();
  }

  @AfterEach
  void close() {
    bodies.close();
    proxies.close();
    cluster.giveUpMove(slot, source, target);
    // a slot that moves twice before all nodes have heard of it may end with two owners
    cluster.awaitStable();
    cluster.move(slot, source);
    cluster.flushAll();
    cluster.awaitStable();
  }

  private void execute(Runnable body) {
    atomic.execute(
        () -> {
          runs.incrementAndGet();
          body.run();
          return true;
        });
  }

  private boolean firstRun() {
    return runs.get() == 1;
  }

  private @Nullable String on(RedisServer node, String key) {
    List<@Nullable String> value = new ArrayList<>();
    SharedCluster.on(node, jedis -> value.add(jedis.get(key)));
    return value.get(0);
  }

  /** As a client that follows ASK. */
  private void setAtTarget(String key, String value) {
    SharedCluster.on(
        target,
        jedis -> {
          jedis.sendCommand(Protocol.Command.ASKING);
          jedis.set(key, value);
        });
  }

  @Test
  void aSlotThatHasMovedBeforeAReadIsFollowed() {
    setup.other().set(guard, "1");
    cluster.move(slot, target);

    execute(
        () -> {
          String value = redis.opsForValue().get(guard);
          redis.opsForValue().set(written, value + "1");
        });

    assertThat(on(target, written)).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  /** Others may not have heard of it yet. */
  @Test
  void theNodeThatKnowsTheNewOwnerIsAskedWhatElseHasMoved() {
    cluster.move(slot, target);

    execute(() -> redis.opsForValue().increment(written));

    for (RedisServer node : cluster.nodes()) {
      assertThat(proxies.of(node).commands().stream().map(words -> words.get(0)))
          .filteredOn("CLUSTER"::equals)
          .hasSize(node == source ? 1 : 0);
    }
  }

  @Test
  void aSlotThatHasMovedBeforeAWriteIsFollowed() {
    cluster.move(slot, target);

    execute(() -> redis.opsForValue().increment(written));

    assertThat(on(target, written)).isEqualTo("1");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aSlotThatMovesBetweenReadAndCommitIsFollowedWithNewReads() {
    setup.other().set(guard, "1");

    execute(
        () -> {
          String value = redis.opsForValue().get(guard);
          if (firstRun()) {
            cluster.move(slot, target);
            setup.other().set(guard, "2");
          }
          redis.opsForValue().set(written, value + "!");
        });

    assertThat(on(target, written)).isEqualTo("2!");
    assertThat(runs).hasValue(2);
  }

  @Test
  void aSlotThatMovesBetweenTwoReadsIsFollowedWithNewReads() {
    setup.other().mset(guard, "1", written, "1");

    execute(
        () -> {
          String one = redis.opsForValue().get(guard);
          if (firstRun()) {
            cluster.move(slot, target);
            setup.other().mset(guard, "2", written, "2");
          }
          String two = redis.opsForValue().get(written);
          redis.opsForValue().set(written, one + two);
        });

    assertThat(on(target, written)).isEqualTo("22");
    assertThat(runs).hasValue(2);
  }

  @Test
  void ownWritesAreSeenAtTheNewOwnerOfASlotThatMoves() {
    setup.other().set(written, "1");

    execute(
        () -> {
          redis.opsForValue().increment(written);
          assertThat(redis.opsForValue().get(written)).isEqualTo("2");
          if (firstRun()) {
            cluster.move(slot, target);
          }
          assertThat(redis.opsForValue().get(written)).isEqualTo("2");
        });

    assertThat(on(target, written)).isEqualTo("2");
    assertThat(runs).hasValue(2);
  }

  /** A copy cannot be made in a slot that is on its way. */
  @Test
  void ownWritesWaitForASlotThatIsOnItsWay() {
    setup.other().set(written, "1");

    execute(
        () -> {
          if (firstRun()) {
            cluster.beginMove(slot, target);
          } else {
            cluster.moveKeys(slot, source, target);
            cluster.finishMove(slot, source, target);
          }
          redis.opsForValue().increment(written);
          assertThat(redis.opsForValue().get(written)).isEqualTo("2");
        });

    assertThat(on(target, written)).isEqualTo("2");
    assertThat(runs.get()).isGreaterThan(1);
  }

  /** The commands have been queued, then the slot moves, and EXEC itself answers MOVED. */
  @Test
  void aSlotThatMovesBeforeExecIsFollowed() {
    proxies.of(source).betweenRepliesAndNext(named("EXEC"), () -> cluster.move(slot, target));

    execute(() -> redis.opsForValue().increment(written));

    assertThat(on(target, written)).isEqualTo("1");
    assertThat(runs).hasValue(2);
  }

  /** Neither key exists, so nothing that is watched changes on the old owner. */
  @Test
  void aCommitIsNeverMadeOnTheStrengthOfAWatchAtTheOldOwner() {
    execute(
        () -> {
          String value = redis.opsForValue().get(guard);
          if (firstRun()) {
            cluster.move(slot, target);
            setup.other().set(guard, "created by somebody else");
          }
          if (value == null) {
            redis.opsForValue().set(written, "nobody else is here");
          }
        });

    assertThat(on(target, written)).isNull();
    assertThat(runs).hasValue(2);
  }

  /** Only the guard's absence is watched; what is written stays on the old owner to the end. */
  @Test
  void aMissingKeyThatIsCreatedElsewhereWhileItsSlotMovesIsNoticed() {
    setup.other().set(written, "0");

    execute(
        () -> {
          if (firstRun()) {
            assertThat(redis.hasKey(guard)).isFalse();
            cluster.beginMove(slot, target);
            setAtTarget(guard, "created by somebody else");
            redis.opsForValue().increment(written);
          } else {
            cluster.moveKeys(slot, source, target);
            cluster.finishMove(slot, source, target);
          }
        });

    assertThat(runs).hasValue(2);
    assertThat(on(target, written)).isEqualTo("0");
  }

  /** The transaction has no key at all, so that without further ado any node would run it. */
  @Test
  void aMissingKeyWhoseSlotHasMovedAwayIsNoticedByATransactionWithoutKeys() {
    execute(
        () -> {
          boolean exists = redis.hasKey(guard);
          if (firstRun()) {
            cluster.move(slot, target);
            setup.other().set(guard, "created by somebody else");
          }
          if (!exists) {
            redis.convertAndSend("channel", "nobody is here");
          }
        });

    assertThat(runs).hasValue(2);
  }

  @Test
  void aKeyThatIsNamedByAWriteIsNotSentTwice() {
    execute(
        () -> {
          redis.opsForValue().get(guard);
          redis.opsForValue().get(written);
          redis.opsForValue().set(written, "value");
        });

    assertThat(proxies.of(source).commands())
        .contains(List.of("EXISTS", guard))
        .contains(List.of("SET", written, "value"));
  }

  @Test
  void aReadOfAMissingKeyWaitsForTheMoveToEnd() {
    cluster.beginMove(slot, target);
    setAtTarget(guard, "moved");
    List<@Nullable String> seen = new ArrayList<>();

    execute(
        () -> {
          if (runs.get() == 3) {
            cluster.finishMove(slot, source, target);
          }
          seen.add(redis.opsForValue().get(guard));
        });

    // ASK, ASK, MOVED
    assertThat(seen).containsExactly("moved");
    assertThat(runs).hasValue(4);
  }

  @Test
  void readsOfKeysOnBothSidesWaitForTheMoveToEnd() {
    setup.other().set(written, "still here");
    cluster.beginMove(slot, target);
    setAtTarget(guard, "moved");
    List<@Nullable String> seen = new ArrayList<>();

    execute(
        () -> {
          if (runs.get() == 3) {
            cluster.moveKeys(slot, source, target);
            cluster.finishMove(slot, source, target);
          }
          seen.addAll(redis.opsForValue().multiGet(List.of(guard, written)));
        });

    // TRYAGAIN, TRYAGAIN, MOVED
    assertThat(seen).containsExactly("moved", "still here");
    assertThat(runs).hasValue(4);
  }

  @Test
  void aWriteToAMissingKeyWaitsForTheMoveToEnd() {
    cluster.beginMove(slot, target);

    execute(
        () -> {
          if (runs.get() == 3) {
            cluster.finishMove(slot, source, target);
          }
          redis.opsForValue().increment(written);
        });

    assertThat(on(target, written)).isEqualTo("1");
    assertThat(runs).hasValue(4);
  }

  @Test
  void aMoveThatDoesNotEndIsAClearFailure() {
    cluster.beginMove(slot, target);

    assertThatExceptionOfType(ClusterStateFailureException.class)
        .isThrownBy(() -> execute(() -> redis.opsForValue().get(guard)))
        .withMessageContaining("nothing was applied")
        .withMessageContaining("ASK " + slot);
    assertThat(runs).hasValue(11);
  }

  /** Nodes that still take the source for the owner lead to CLUSTERDOWN; others know of none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSlotThatNobodyServesIsAClearFailure(boolean allKnow) {
    String nobody = "CLUSTERDOWN|No node of the cluster is known to own slot " + slot;
    (allKnow ? cluster.nodes() : List.of(source))
        .forEach(node -> SharedCluster.on(node, jedis -> jedis.clusterDelSlots(slot)));
    try {
      assertThatExceptionOfType(ClusterStateFailureException.class)
          .isThrownBy(() -> execute(() -> redis.opsForValue().get(guard)))
          .satisfies(e -> assertThat(e.getMessage()).containsPattern(nobody));
      assertThatExceptionOfType(ClusterStateFailureException.class)
          .isThrownBy(() -> execute(() -> redis.opsForValue().increment(written)))
          .satisfies(e -> assertThat(e.getMessage()).containsPattern(nobody));
      assertThat(runs).hasValue(22);
    } finally {
      SharedCluster.on(source, jedis -> jedis.clusterAddSlots(slot));
    }
  }
}
