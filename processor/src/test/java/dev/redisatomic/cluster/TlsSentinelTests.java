package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.TlsSetup;
import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Sentinel, master and replica that can only be reached by TLS. */
class TlsSentinelTests extends TlsBodies {

  private static final String KEY = "key";

  private static TlsSetup tls;
  private static RedisSentinels sentinels;

  private final RedisServer master;

  /** The server of the PATH, or else the embedded one, fails to start if it knows no TLS. */
  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    tls = new TlsSetup(directory);
    sentinels = RedisSentinels.start(tls.config());
  }

  @AfterAll
  static void stop() {
    sentinels.close();
  }

  TlsSentinelTests(ClientMode mode) {
    super(
        tls.connectionFactory(mode, sentinels),
        "redis.atomic.max-retries=1000",
        "redis.atomic.timeout=20s");
    master = sentinels.master();
    // what the replica does not have is lost with the master
    Await.until(
        "the replica has it",
        () ->
            tls.on(
                master,
                jedis -> {
                  jedis.set(KEY, "1");
                  return jedis.waitReplicas(1, 1_000) == 1;
                }));
  }

  @AfterEach
  @Override
  void close() {
    super.close();
    Await.until("nobody listens any more", () -> !isListenedTo());
    for (RedisServer server : List.of(sentinels.master(), sentinels.replica())) {
      if (!server.isRunning()) {
        server.restart();
      }
    }
    sentinels.awaitStable();
  }

  private static String on(RedisServer server) {
    return tls.on(server, jedis -> jedis.get(KEY));
  }

  @Test
  void anAtomicMethodRunsOnTheMaster() {
    increment(atomic, KEY, () -> {});

    assertThat(on(master)).isEqualTo("2");
    assertThat(runs).hasValue(1);
    Await.until("the Sentinel is listened to", this::isListenedTo);
  }

  private boolean isListenedTo() {
    return tls.on(sentinels.sentinel(), Jedis::clientList).contains(" sub=1 ");
  }

  @Test
  void aConflictRunsTheBodyAgain() {
    increment(atomic, KEY, () -> tls.on(master, jedis -> jedis.set(KEY, "10")));

    assertThat(on(master)).isEqualTo("11");
    assertThat(runs).hasValue(2);
  }

  /** With exactly-once, because some clients notice the loss only when they commit. */
  @Test
  void aMasterThatIsLostIsReplacedByTheOneThatTheSentinelNames() {
    increment(
        atomic.exactlyOnce(),
        KEY,
        () -> {
          master.kill();
          Await.until(
              "the replica has taken over",
              () ->
                  sentinels.master() != master
                      && tls.on(sentinels.master(), jedis -> jedis.info("replication"))
                          .contains("role:master"));
        });

    assertThat(sentinels.master()).isNotSameAs(master);
    assertThat(on(sentinels.master())).isEqualTo("2");
    assertThat(runs).hasValueGreaterThanOrEqualTo(2);
  }
}
