package dev.redisatomic.test;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * A master, a replica, and a Sentinel that makes the one the other's successor. Whoever disturbs
 * them leaves them stable: {@link #restore()}.
 */
public final class RedisSentinels implements AutoCloseable {

  public static final String MASTER = "the-master";

  private static @Nullable RedisSentinels shared;

  private final List<RedisServer> servers;
  private RedisServer sentinel;

  private RedisSentinels(List<RedisServer> servers, RedisServer sentinel) {
    this.servers = servers;
    this.sentinel = sentinel;
  }

  /** The ones that all tests share: of the newest server that there is. */
  public static synchronized RedisSentinels shared() {
    if (shared == null) {
      shared = start(RedisBinary.newest());
    }
    return shared;
  }

  private static RedisSentinels start(RedisBinary binary) {
    String[] config = {"repl-diskless-sync yes", "repl-diskless-sync-delay 0"};
    RedisServer master = RedisServer.start(binary, config);
    RedisServer replica = RedisServer.start(binary, config);
    RedisServer sentinel = RedisServer.startSentinel(binary);
    RedisCluster.on(replica, jedis -> jedis.replicaof(master.host(), master.port()));
    RedisSentinels sentinels = new RedisSentinels(List.of(master, replica), sentinel);
    awaitReplica(master, replica);
    sentinels.watch(master);
    return sentinels;
  }

  private void watch(RedisServer master) {
    RedisCluster.on(
        sentinel,
        jedis -> {
          jedis.sentinelMonitor(MASTER, master.host(), master.port(), 1);
          set(jedis, "down-after-milliseconds", "500");
          // after a failover, the next one may only begin when twice this has passed
          set(jedis, "failover-timeout", "1000");
        });
    Await.until("the Sentinel knows the replica", this::known);
  }

  private static void set(Jedis jedis, String name, String value) {
    jedis.sentinelSet(MASTER, Map.of(name, value));
  }

  /** A started factory; the caller stops it. */
  public RedisConnectionFactory connectionFactory(
      ClientMode mode, Consumer<ConnectionOptions> settings) {
    ConnectionOptions options = new ConnectionOptions(this);
    settings.accept(options);
    return options.start(mode);
  }

  public static void stop(RedisConnectionFactory factory) {
    ConnectionOptions.stop(factory);
  }

  public RedisServer sentinel() {
    return sentinel;
  }

  /** By the Sentinel's account; while it changes its mind, still the old one. */
  public RedisServer master() {
    try (Jedis jedis = new Jedis(sentinel.host(), sentinel.port())) {
      String port = jedis.sentinelMaster(MASTER).get("port");
      return servers.stream()
          .filter(server -> String.valueOf(server.port()).equals(port))
          .findFirst()
          .orElseThrow();
    }
  }

  public RedisServer replica() {
    RedisServer master = master();
    return servers.stream().filter(server -> server != master).findFirst().orElseThrow();
  }

  /** At an administrator's request; returns when the old master is a replica. */
  public void failOver() {
    RedisServer before = promoteReplica();
    // what the Sentinel does too, some ten seconds later
    RedisServer after = master();
    RedisCluster.on(
        before,
        jedis -> {
          jedis.replicaof(after.host(), after.port());
          jedis.clientKill(ClientKillParams.clientKillParams().type(ClientType.NORMAL));
        });
    awaitReplica(after, before);
  }

  /** At an administrator's request; the old master, returned, goes on as one for some seconds. */
  public RedisServer promoteReplica() {
    RedisServer before = master();
    Await.until(
        "a failover has begun",
        () -> {
          RedisCluster.on(sentinel, jedis -> jedis.sentinelFailover(MASTER));
          return true;
        });
    Await.until("the replica has taken over", () -> master() != before && isMaster(master()));
    return before;
  }

  private static void awaitReplica(RedisServer master, RedisServer replica) {
    Await.until(
        "the replica is in step",
        () -> {
          if (isMaster(replica)) {
            RedisCluster.on(replica, jedis -> jedis.replicaof(master.host(), master.port()));
          }
          return info(master).contains("state=online")
              && info(replica).contains("master_link_status:up");
        });
  }

  /** As {@code kill -9} does; returns when the replica has taken over. */
  public void killMaster() {
    RedisServer before = master();
    before.kill();
    Await.until("the replica has taken over", () -> master() != before && isMaster(master()));
  }

  /** Restarts what was killed, as a replica. */
  public void restore() {
    for (RedisServer server : servers) {
      if (!server.isRunning()) {
        server.restart();
      }
    }
    awaitStable();
    RedisCluster.on(master(), Jedis::flushAll);
  }

  private void awaitStable() {
    awaitReplica(master(), replica());
    if (!known()) {
      // it would look again every ten seconds, but a new one looks at once
      RedisServer master = master();
      sentinel.close();
      sentinel = RedisServer.startSentinel(master.binary());
      watch(master);
    }
  }

  private boolean known() {
    try (Jedis jedis = new Jedis(sentinel.host(), sentinel.port())) {
      return jedis.sentinelReplicas(MASTER).stream()
          .anyMatch(
              replica ->
                  "slave".equals(replica.get("flags"))
                      && String.valueOf(replica().port()).equals(replica.get("port"))
                      && "ok".equals(replica.get("master-link-status")));
    }
  }

  private static boolean isMaster(RedisServer server) {
    return info(server).contains("role:master");
  }

  private static String info(RedisServer server) {
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      return jedis.info("replication");
    }
  }

  @Override
  public void close() {
    sentinel.close();
    servers.forEach(RedisServer::close);
  }
}
