package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What works on one server works on each master of a cluster. */
@EachClusterMode
class ClusterTests {

  private final ClusterSetup setup;
  private final StringRedisTemplate redis;
  private final TestApplication bodies;
  private final RedisAtomicOperations atomic;

  ClusterTests(ClusterSetup setup) {
    this.setup = setup;
    RedisConnectionFactory factory = setup.connectionFactory(options -> options.poolOfOne());
    redis = new StringRedisTemplate(factory);
    bodies = TestApplication.on(factory).start(Bodies.class);
    atomic = bodies.atomic();
  }

  @AfterEach
  void close() {
    bodies.close();
    setup.cluster().flushAll();
  }

  private List<String> aTagOnEachMaster() {
    return setup.cluster().masters().stream().map(setup.cluster()::tagOn).toList();
  }

  private static String balance(String tag, String account) {
    return "{" + tag + "}:" + account;
  }

  private void transfer(String tag) {
    long balance = Long.parseLong(redis.opsForValue().get(balance(tag, "from")));
    redis.opsForValue().set(balance(tag, "from"), String.valueOf(balance - 1));
    redis.opsForValue().increment(balance(tag, "to"));
  }

  @Test
  void anAnnotatedMethodRunsOnTheMasterOfItsKeys() throws Exception {
    for (String tag : aTagOnEachMaster()) {
      setup.other().set(balance(tag, "from"), "10");

      bodies.methods().run(() -> transfer(tag), balance(tag, "from"), balance(tag, "to"));

      assertThat(setup.other().get(balance(tag, "from"))).isEqualTo("9");
      assertThat(setup.other().get(balance(tag, "to"))).isEqualTo("1");
    }
  }

  @Test
  void aMethodWithoutDeclaredKeysTakesTheSlotOfItsFirstCommand() {
    for (String tag : aTagOnEachMaster()) {
      setup.other().set(balance(tag, "from"), "10");

      atomic.execute(
          () -> {
            transfer(tag);
            return true;
          });

      assertThat(setup.other().get(balance(tag, "from"))).isEqualTo("9");
      assertThat(setup.other().get(balance(tag, "to"))).isEqualTo("1");
    }
  }

  @Test
  void aBodyThatOnlyWritesIsOneTransaction() {
    for (String tag : aTagOnEachMaster()) {
      Queued<@Nullable Long> members =
          atomic.execute(
              () -> {
                redis.opsForHash().put(balance(tag, "hash"), "field", "value");
                return Queued.of(redis.opsForSet().add(balance(tag, "set"), "a", "b"));
              });

      assertThat(members.get()).isEqualTo(2);
      assertThat(setup.other().hget(balance(tag, "hash"), "field")).isEqualTo("value");
    }
  }

  @Test
  void aConflictRunsTheBodyAgain() throws Exception {
    for (String tag : aTagOnEachMaster()) {
      setup.other().set(balance(tag, "from"), "10");
      AtomicInteger runs = new AtomicInteger();

      bodies
          .methods()
          .run(
              () -> {
                transfer(tag);
                if (runs.incrementAndGet() == 1) {
                  setup.other().set(balance(tag, "from"), "100");
                }
              });

      assertThat(runs).hasValue(2);
      assertThat(setup.other().get(balance(tag, "from"))).isEqualTo("99");
      assertThat(setup.other().get(balance(tag, "to"))).isEqualTo("1");
    }
  }

  @Test
  void aConflictThatDoesNotEndIsToldAndAppliesNothing() {
    String tag = aTagOnEachMaster().get(1);
    setup.other().set(balance(tag, "from"), "10");

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                bodies
                    .methods()
                    .runOnce(
                        () -> {
                          transfer(tag);
                          setup.other().incr(balance(tag, "from"));
                        }));

    assertThat(setup.other().get(balance(tag, "from"))).isEqualTo("11");
    assertThat(setup.other().exists(balance(tag, "to"))).isFalse();
  }

  @Test
  void aBodyThatThrowsWritesNothing() {
    String tag = aTagOnEachMaster().get(2);
    setup.other().set(balance(tag, "from"), "10");
    IllegalStateException thrown = new IllegalStateException("the body's own");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                bodies
                    .methods()
                    .run(
                        () -> {
                          transfer(tag);
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(setup.other().get(balance(tag, "from"))).isEqualTo("10");
  }

  @Test
  void readsOfSeveralRoundTripsBelongTogether() {
    String tag = aTagOnEachMaster().get(0);
    setup.other().mset(balance(tag, "a"), "1", balance(tag, "b"), "1");
    List<String> seen = new ArrayList<>();

    atomic.execute(
        () -> {
          String a = redis.opsForValue().get(balance(tag, "a"));
          if (seen.isEmpty()) {
            setup.other().mset(balance(tag, "a"), "2", balance(tag, "b"), "2");
          }
          seen.add(a + redis.opsForValue().get(balance(tag, "b")));
          return true;
        });

    assertThat(seen).containsExactly("12", "22");
  }

  @Test
  void everyTypeOfCommandWithSeveralKeysWorksWithinASlot() {
    String tag = aTagOnEachMaster().get(0);
    setup.other().sadd(balance(tag, "a"), "1", "2");
    setup.other().sadd(balance(tag, "b"), "2", "3");

    List<String> values =
        atomic.execute(
            () -> {
              redis
                  .opsForSet()
                  .intersectAndStore(balance(tag, "a"), balance(tag, "b"), balance(tag, "both"));
              redis.delete(List.of(balance(tag, "x"), balance(tag, "y")));
              redis.execute(
                  (RedisCallback<@Nullable Object>)
                      connection ->
                          connection
                              .scriptingCommands()
                              .eval(
                                  bytes("redis.call('SET', KEYS[1], ARGV[1])"),
                                  ReturnType.VALUE,
                                  1,
                                  bytes(balance(tag, "script")),
                                  bytes("ran")));
              return redis
                  .opsForValue()
                  .multiGet(List.of(balance(tag, "none"), balance(tag, "nothing")));
            });

    assertThat(values).containsExactly(null, null);
    assertThat(setup.other().smembers(balance(tag, "both"))).containsExactly("2");
    assertThat(setup.other().get(balance(tag, "script"))).isEqualTo("ran");
  }

  @Test
  void rawCommandsTakeTheirKeysFromTheServersTable() {
    for (String tag : aTagOnEachMaster()) {
      setup.other().set(balance(tag, "text"), "four");

      Object length =
          atomic.execute(
              () ->
                  redis.execute(
                      (RedisCallback<@Nullable Object>)
                          connection -> connection.execute("STRLEN", bytes(balance(tag, "text")))));

      assertThat(length).isEqualTo(4L);
    }
  }

  @Test
  void commandsWithoutKeysGoToTheNodeOfTheAttempt() {
    for (RedisServer master : setup.cluster().masters()) {
      String tag = setup.cluster().tagOn(master);

      String port =
          atomic.execute(
              () -> {
                redis.opsForValue().get(balance(tag, "any"));
                return redis.execute(
                    (RedisCallback<@Nullable String>)
                        connection ->
                            connection.serverCommands().info("server").getProperty("tcp_port"));
              });

      assertThat(port).isEqualTo(String.valueOf(master.port()));
    }
  }

  /** The pool of each node holds one connection: one that did not come back would be missed. */
  @Test
  void aCommandWithoutKeysBeforeTheFirstKeyDoesNotTieTheAttemptToItsNode() {
    for (int i = 0; i < 10; i++) {
      for (String tag : aTagOnEachMaster()) {
        atomic.execute(
            () -> {
              Long time =
                  redis.execute(
                      (RedisCallback<Long>) connection -> connection.serverCommands().time());
              redis.opsForValue().get(balance(tag, "any"));
              redis.opsForValue().set(balance(tag, "time"), String.valueOf(time));
              return true;
            });

        assertThat(setup.other().exists(balance(tag, "time"))).isTrue();
      }
    }
  }

  @Test
  void aTransactionWithoutKeysIsSent() {
    List<String> callbacks = new ArrayList<>();

    Queued<@Nullable Long> receivers =
        atomic.execute(
            () -> {
              AtomicContext.current().afterCommit(() -> callbacks.add("committed"));
              return Queued.of(redis.convertAndSend("channel", "message"));
            });

    assertThat(receivers.get()).isZero();
    assertThat(callbacks).containsExactly("committed");
  }

  @Test
  void watchingByHandFixesTheSlot() {
    for (String tag : aTagOnEachMaster()) {
      AtomicInteger runs = new AtomicInteger();

      atomic.execute(
          () -> {
            redis.watch(balance(tag, "guard"));
            if (runs.incrementAndGet() == 1) {
              setup.other().set(balance(tag, "guard"), "changed");
            }
            redis.opsForValue().set(balance(tag, "written"), "yes");
            return true;
          });

      assertThat(runs).hasValue(2);
    }
  }

  @Test
  void attemptsWhoseCommandsAreWrittenDownGoToTheSamePlaces() throws Exception {
    RecordingListener listener =
        new RecordingListener() {
          @Override
          public boolean wantsCommands() {
            return true;
          }
        };
    RedisConnectionFactory factory = setup.connectionFactory();
    StringRedisTemplate template = new StringRedisTemplate(factory);
    try (TestApplication listened =
        TestApplication.on(factory).singleton("listener", listener).start(Bodies.class)) {
      for (String tag : aTagOnEachMaster()) {
        listener.clear();

        listened.methods().run(() -> template.opsForValue().increment(balance(tag, "count")));

        assertThat(setup.other().get(balance(tag, "count"))).isEqualTo("1");
        assertThat(listener.onlyCall().attempts()).hasSize(1);
      }
    }
  }

  /**
   * Jedis would send it on the connections of atomic methods, too, and a master that has stepped
   * down would answer with what it has. On Lettuce they have connections of their own.
   */
  @Test
  void replicasDoNotAnswerAlsoWhereTheClientLetsThem() {
    RedisConnectionFactory lax = setup.connectionFactory(options -> options.readingFromReplicas());
    try (TestApplication application = TestApplication.on(lax).start(Bodies.class)) {
      if (setup.mode() == ClientMode.LETTUCE) {
        assertThat(roleThatAnswers(lax, application.atomic())).isEqualTo("master");
        return;
      }
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(() -> application.methods().run(() -> {}))
          .withMessageContaining("readOnlyForRedisClusterReplicas")
          .withMessageContaining("another connection factory");
    }
  }

  private @Nullable String roleThatAnswers(
      RedisConnectionFactory factory, RedisAtomicOperations operations) {
    StringRedisTemplate template = new StringRedisTemplate(factory);
    return operations.execute(
        () -> {
          template.opsForValue().get(balance(aTagOnEachMaster().get(0), "any"));
          return template.execute(
              (RedisCallback<@Nullable String>)
                  connection ->
                      connection.serverCommands().info("replication").getProperty("role"));
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
