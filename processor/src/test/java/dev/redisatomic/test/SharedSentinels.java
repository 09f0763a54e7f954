package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * The Sentinel that all tests share, with a master and a replica that it makes the other's
 * successor. A test that disturbs them calls {@link #restore()}.
 */
public final class SharedSentinels {

  private static @Nullable SharedSentinels shared;

  private final RedisSentinels sentinels;

  private SharedSentinels(RedisSentinels sentinels) {
    this.sentinels = sentinels;
  }

  /** Of the server that is installed, or else of the embedded one. */
  public static synchronized SharedSentinels get() {
    if (shared == null) {
      shared = new SharedSentinels(RedisSentinels.start());
    }
    return shared;
  }

  /** A started factory; the caller stops it. */
  public RedisConnectionFactory connectionFactory(
      ClientMode mode, Consumer<ConnectionOptions> settings) {
    ConnectionOptions options = new ConnectionOptions(sentinel(), masterName());
    settings.accept(options);
    return options.start(mode);
  }

  public static void stop(RedisConnectionFactory factory) {
    ConnectionOptions.stop(factory);
  }

  public String masterName() {
    return sentinels.masterName();
  }

  public RedisServer sentinel() {
    return sentinels.sentinel();
  }

  /** By the Sentinel's account; while it changes its mind, still the old one. */
  public RedisServer master() {
    return sentinels.master();
  }

  public RedisServer replica() {
    return sentinels.replica();
  }

  /** At an administrator's request; returns when the old master is a replica. */
  public void failOver() {
    RedisServer before = promoteReplica();
    // what the Sentinel does too, some ten seconds later
    RedisServer after = master();
    SharedCluster.on(
        before,
        jedis -> {
          jedis.replicaof(after.host(), after.port());
          jedis.clientKill(ClientKillParams.clientKillParams().type(ClientType.NORMAL));
        });
    Await.until(
        "the old master is in step",
        () ->
            info(after).contains("state=online") && info(before).contains("master_link_status:up"));
  }

  /** At an administrator's request; the old master, returned, goes on as one for some seconds. */
  public RedisServer promoteReplica() {
    RedisServer before = master();
    Await.until(
        "a failover has begun",
        () -> {
          SharedCluster.on(sentinel(), jedis -> jedis.sentinelFailover(masterName()));
          return true;
        });
    Await.until("the replica has taken over", () -> master() != before && isMaster(master()));
    return before;
  }

  /** As {@code kill -9} does; returns when the replica has taken over. */
  public void killMaster() {
    RedisServer before = master();
    before.kill();
    Await.until("the replica has taken over", () -> master() != before && isMaster(master()));
  }

  /** Restarts what was killed, as a replica. */
  public void restore() {
    for (RedisServer server : List.of(master(), replica())) {
      if (!server.isRunning()) {
        server.restart();
      }
    }
    sentinels.awaitStable();
    SharedCluster.on(master(), Jedis::flushAll);
  }

  private static boolean isMaster(RedisServer server) {
    return info(server).contains("role:master");
  }

  private static String info(RedisServer server) {
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      return jedis.info("replication");
    }
  }
}
