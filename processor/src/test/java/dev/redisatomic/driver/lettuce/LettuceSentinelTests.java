package dev.redisatomic.driver.lettuce;

import static dev.redisatomic.driver.lettuce.LettuceSetUp.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.command.Words;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.test.SharedSentinels;
import dev.redisatomic.test.Warnings;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What has to be known of Sentinels where the client does not listen to them by itself. */
class LettuceSentinelTests {
  private static final String[] RIGHTS = {"on", ">secret", "~*", "&*", "+@all"};

  private final SharedSentinels sentinels = SharedSentinels.get();
  private final LettuceSetUp lettuce = new LettuceSetUp();

  @AfterEach
  void close() {
    lettuce.close();
    if (!sentinels.sentinel().isRunning()) {
      sentinels.sentinel().restart();
    }
    sentinels.restore();
  }

  private RedisSentinelConfiguration configuration() {
    RedisServer sentinel = sentinels.sentinel();
    return new RedisSentinelConfiguration(
        sentinels.masterName(), Set.of(sentinel.host() + ":" + sentinel.port()));
  }

  /** The lines of its clients that have subscribed to something. */
  private List<String> listeners() {
    List<String> lines = new ArrayList<>();
    SharedCluster.on(
        sentinels.sentinel(),
        jedis ->
            jedis
                .clientList()
                .lines()
                .filter(line -> line.contains(" sub=1 "))
                .forEach(lines::add));
    return lines;
  }

  private LettuceDriver listeningDriver(RedisSentinelConfiguration configuration) {
    LettuceDriver driver = lettuce.driver(lettuce.factory(configuration));
    open(driver).release();
    Await.until("it listens and does not ask any more", () -> !asks(driver));
    return driver;
  }

  /** Whether the next attempt asks a Sentinel, for which it needs a connection. */
  private boolean asks(Driver driver) {
    int before = lettuce.connections();
    open(driver).release();
    return lettuce.connections() > before;
  }

  private static PinnedConnection open(Driver driver) {
    return driver.open(Driver.NO_SLOT);
  }

  private static String portOf(PinnedConnection connection) {
    return Words.text((byte[]) Objects.requireNonNull(send(connection, "INFO", "server")))
        .lines()
        .filter(line -> line.startsWith("tcp_port:"))
        .map(line -> line.substring("tcp_port:".length()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean leadsTo(Driver driver, RedisServer server) {
    PinnedConnection connection = open(driver);
    boolean same = portOf(connection).equals(String.valueOf(server.port()));
    connection.release();
    return same;
  }

  private static String role(RedisServer server) {
    List<Object> role = new ArrayList<>();
    SharedCluster.on(server, jedis -> role.addAll(jedis.role()));
    return String.valueOf(role.get(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsSentToAReplacedMasterThoughItStillTakesWrites(boolean heard) {
    LettuceDriver driver = listeningDriver(configuration());
    PinnedConnection held = open(driver);
    PinnedConnection idle = open(driver);
    idle.release();
    if (!heard) {
      SharedCluster.on(
          sentinels.sentinel(),
          jedis -> jedis.clientKill(new ClientKillParams().type(ClientType.PUBSUB)));
    }

    RedisServer before = sentinels.promoteReplica();
    Await.until("the new master is known", () -> leadsTo(driver, sentinels.master()));

    assertThatExceptionOfType(BrokenConnectionException.class)
        .isThrownBy(() -> send(held, "SET", "key", "lost"))
        .satisfies(
            e -> {
              assertThat(e.mayHaveArrived()).isFalse();
              assertThat(e.translated()).isInstanceOf(DataAccessResourceFailureException.class);
            });
    held.destroy();
    assertThat(role(before)).as("the old one does not know yet").isEqualTo("master");
  }

  /** It may have been replaced without a word. */
  @Test
  void aMasterThatTakesNoWritesIsAskedFor() {
    LettuceDriver driver = listeningDriver(configuration());
    assertThat(asks(driver)).isFalse();
    PinnedConnection connection = open(driver);
    RedisServer master = sentinels.master();

    SharedCluster.on(master, jedis -> jedis.replicaof(master.host(), 1));
    assertThat(send(connection, "SET", "key", "value"))
        .isInstanceOfSatisfying(
            ErrorReply.class, error -> assertThat(error.code()).isEqualTo("READONLY"));
    SharedCluster.on(master, Jedis::replicaofNoOne);
    connection.release();

    assertThat(asks(driver)).isTrue();
    assertThat(asks(driver)).isFalse();
  }

  @Test
  void withoutASentinelNobodyKnowsTheMaster() {
    LettuceDriver driver = listeningDriver(configuration());

    sentinels.sentinel().kill();

    Await.until("nothing is opened", () -> catchThrowable(() -> open(driver).release()) != null);
    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> open(driver))
        .withMessageContaining("No connection to Redis");

    sentinels.sentinel().restart();

    assertThat(leadsTo(driver, sentinels.master())).isTrue();
    Await.until("it is listened to again", () -> !listeners().isEmpty());
  }

  @Test
  void aMasterThatTheSentinelsDoNotWatchIsNamed() {
    RedisServer sentinel = sentinels.sentinel();
    LettuceDriver driver =
        lettuce.driver(
            lettuce.factory(
                new RedisSentinelConfiguration(
                    "another", Set.of(sentinel.host() + ":" + sentinel.port()))));

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> open(driver))
        .withMessageContaining("another");
  }

  /** It works without, but not as fast; so somebody has to know. */
  @Test
  void aSentinelThatMayNotBeListenedToIsToldOfAndAskedEachTime() {
    SharedCluster.on(
        sentinels.sentinel(),
        jedis -> jedis.aclSetUser("deaf", "on", ">secret", "~*", "&*", "+@all", "-subscribe"));
    RedisSentinelConfiguration configuration = configuration();
    configuration.setSentinelUsername("deaf");
    configuration.setSentinelPassword("secret");
    try (Warnings warnings = new Warnings(SentinelSubscription.class)) {
      LettuceDriver driver = lettuce.driver(lettuce.factory(configuration));
      open(driver).release();
      Await.until("it is told", () -> !warnings.messages().isEmpty());
      assertThat(warnings.messages()).hasSize(1);
      assertThat(warnings.messages().get(0)).contains("SUBSCRIBE", "+switch-master", "NOPERM");

      sentinels.promoteReplica();

      assertThat(leadsTo(driver, sentinels.master())).isTrue();
    } finally {
      SharedCluster.on(sentinels.sentinel(), jedis -> jedis.aclDelUser("deaf"));
    }
  }

  @Test
  void masterAndSentinelsHaveCredentialsOfTheirOwn() {
    RedisServer master = sentinels.master();
    SharedCluster.on(master, jedis -> jedis.aclSetUser("app", RIGHTS));
    SharedCluster.on(sentinels.sentinel(), jedis -> jedis.aclSetUser("watcher", RIGHTS));
    RedisSentinelConfiguration configuration = configuration();
    configuration.setUsername("app");
    configuration.setPassword("secret");
    configuration.setSentinelUsername("watcher");
    configuration.setSentinelPassword("secret");
    try {
      PinnedConnection connection = open(listeningDriver(configuration));

      assertThat((byte[]) send(connection, "ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
      assertThat(listeners()).allSatisfy(line -> assertThat(line).contains(" user=watcher "));
      connection.release();
    } finally {
      SharedCluster.on(master, jedis -> jedis.aclDelUser("app"));
      SharedCluster.on(sentinels.sentinel(), jedis -> jedis.aclDelUser("watcher"));
    }
  }
}
