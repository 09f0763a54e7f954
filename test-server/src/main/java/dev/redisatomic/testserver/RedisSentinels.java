package dev.redisatomic.testserver;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A real master, a replica, and a Sentinel that makes the replica the master once the master has
 * not answered for a second, on free loopback ports. They end with {@link #close()}, and at the
 * latest when the JVM ends normally.
 *
 * <p>Each of them can be killed and restarted. After that, {@link #awaitStable()} brings master and
 * replica in step again. Safe for use by several threads.
 */
public final class RedisSentinels implements AutoCloseable {

  private static final String MASTER = "the-master";

  /** The time of which twice as much has to pass after a failover before the next one may begin. */
  private static final String FAILOVER_MILLIS = "1000";

  /** Longer than a busy machine stalls, for which a healthy master would be replaced. */
  private static final String DOWN_MILLIS = "3000";

  private static final String UP = "master_link_status:up";

  /** Two servers, then the Sentinel. */
  private final List<RedisServer> started = new CopyOnWriteArrayList<>();

  private RedisSentinels() {}

  /**
   * Starts them with the server that {@link RedisBinary#find()} finds.
   *
   * @param configLines lines of the {@code redis.conf} of master and replica; with {@code port 0},
   *     those about TLS are the Sentinel's, too
   * @throws NoRedisServerException if there is no server or it does not start, as with a wrong line
   * @throws IllegalStateException if they do not find each other within a minute
   */
  public static RedisSentinels start(String... configLines) {
    return start(RedisBinary.find(), configLines);
  }

  /**
   * Starts them with a certain program; returns when the replica is in step and the Sentinel knows
   * it.
   *
   * @param configLines lines of the {@code redis.conf} of master and replica; with {@code port 0},
   *     those about TLS are the Sentinel's, too
   * @throws NoRedisServerException if the program does not start, as with a wrong line
   * @throws IllegalStateException if they do not find each other within a minute
   */
  public static RedisSentinels start(RedisBinary binary, String... configLines) {
    String[] config =
        Stream.concat(
                Stream.of("repl-diskless-sync yes", "repl-diskless-sync-delay 0"),
                Stream.concat(
                    ServerConfig.server(configLines).password().stream()
                        .map(password -> "masterauth " + password),
                    Stream.of(configLines)))
            .toArray(String[]::new);
    RedisSentinels sentinels = new RedisSentinels();
    boolean ready = false;
    try {
      sentinels.form(binary, config);
      ready = true;
      return sentinels;
    } finally {
      if (!ready) {
        sentinels.close();
      }
    }
  }

  private void form(RedisBinary binary, String... config) {
    RedisServer master = RedisServer.start(binary, config);
    started.add(master);
    RedisServer replica = RedisServer.start(binary, config);
    started.add(replica);
    started.add(RedisServer.startSentinel(binary, config));
    bringInStep(master, replica);
    watch(master);
  }

  private static void bringInStep(RedisServer master, RedisServer replica) {
    Waiting.until(
        replica + " is in step with " + master,
        () -> {
          if (replication(replica).contains("role:master")) {
            RespConnection.ask(replica, "REPLICAOF", master.host(), String.valueOf(master.port()));
          }
          return replication(master).contains("state=online") && replication(replica).contains(UP);
        });
  }

  private static String replication(RedisServer server) throws IOException {
    return String.join("\n", RespConnection.ask(server, "INFO", "replication"));
  }

  private void watch(RedisServer master) {
    ask("MONITOR", MASTER, master.host(), String.valueOf(master.port()), "1");
    ask("SET", MASTER, "down-after-milliseconds", DOWN_MILLIS);
    ask("SET", MASTER, "failover-timeout", FAILOVER_MILLIS);
    master.password().ifPresent(password -> ask("SET", MASTER, "auth-pass", password));
    Waiting.until("the Sentinel knows the replica", this::knowsTheReplica);
  }

  private boolean knowsTheReplica() {
    List<String> replicas = ask("REPLICAS", MASTER);
    return valueOf("port", replicas).equals(String.valueOf(replica().port()))
        && valueOf("flags", replicas).equals("slave")
        && valueOf("master-link-status", replicas).equals("ok");
  }

  private static String valueOf(String name, List<String> namesAndValues) {
    int index = namesAndValues.indexOf(name);
    return index < 0 ? "" : namesAndValues.get(index + 1);
  }

  private List<String> ask(String verb, String... arguments) {
    String[] command =
        Stream.concat(Stream.of("SENTINEL", verb), Stream.of(arguments)).toArray(String[]::new);
    try {
      return RespConnection.ask(sentinel(), command);
    } catch (IOException e) {
      throw new IllegalStateException("The Sentinel did not do " + verb + ": " + e.getMessage(), e);
    }
  }

  /** Returns the name by which the Sentinel knows the master. */
  public String masterName() {
    return MASTER;
  }

  /** Returns the Sentinel, whose address clients are given. */
  public RedisServer sentinel() {
    return started.get(started.size() - 1);
  }

  /**
   * Returns the master by the Sentinel's account: during a failover, still the old one.
   *
   * @throws IllegalStateException if the Sentinel does not answer
   */
  public RedisServer master() {
    String port = valueOf("port", ask("MASTER", MASTER));
    return servers()
        .filter(server -> port.equals(String.valueOf(server.port())))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the server that is not the master by the Sentinel's account.
   *
   * @throws IllegalStateException if the Sentinel does not answer
   */
  public RedisServer replica() {
    RedisServer master = master();
    return servers().filter(server -> server != master).findFirst().orElseThrow();
  }

  private Stream<RedisServer> servers() {
    return started.stream().limit(2);
  }

  /**
   * Makes the other server a replica of the master again, where it is none, and returns when it is
   * in step and the Sentinel knows so.
   *
   * @throws IllegalStateException if that takes more than a minute, or if one of them is not
   *     running
   */
  public void awaitStable() {
    for (RedisServer server : started) {
      if (!server.isRunning()) {
        throw new IllegalStateException(server + " is not running: restart it first");
      }
    }
    // in the middle of a failover it still names the old one
    Waiting.until(
        "the master is well", () -> valueOf("flags", ask("MASTER", MASTER)).equals("master"));
    RedisServer master = master();
    bringInStep(master, replica());
    if (!knowsTheReplica()) {
      // it would look again every ten seconds, but at once at what is new to it
      ask("REMOVE", MASTER);
      watch(master);
    }
  }

  /** Ends all three and deletes their files. A second call does nothing. */
  @Override
  public void close() {
    started.forEach(RedisServer::close);
  }

  /** The text names the program and the addresses. */
  @Override
  public String toString() {
    return "Sentinel and servers: " + started;
  }
}
