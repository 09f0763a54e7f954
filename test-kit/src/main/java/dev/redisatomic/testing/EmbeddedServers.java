package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers of this JVM that {@link EmbeddedRedis} has started, one of each kind. */
abstract class EmbeddedServers {

  private static final Map<Topology, EmbeddedServers> STARTED = new ConcurrentHashMap<>();

  private EmbeddedServers() {}

  /** Starts them if need be; they end with the JVM. */
  static EmbeddedServers of(Topology topology) {
    return STARTED.computeIfAbsent(
        topology,
        kind ->
            switch (kind) {
              case SINGLE -> new Single(RedisServer.start());
              case CLUSTER -> new Cluster(RedisCluster.start());
              case SENTINEL -> new Sentinel(RedisSentinels.start());
            });
  }

  /** The object that a test method can have as a parameter. */
  abstract Object object();

  /** The properties by which applications find the servers. */
  abstract Map<String, Object> properties();

  /** The servers that take writes. */
  abstract List<RedisServer> masters();

  /** Runs again what a test has killed. */
  abstract void mend();

  void empty() {
    masters().forEach(EmbeddedServers::empty);
  }

  private static void empty(RedisServer server) {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (!"+OK".equals(answer)) {
        throw new IllegalStateException(server + " could not be emptied: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(server + " could not be emptied", e);
    }
  }

  private static boolean restart(RedisServer server) {
    boolean killed = !server.isRunning();
    if (killed) {
      server.restart();
    }
    return killed;
  }

  private static final class Single extends EmbeddedServers {
    private final RedisServer server;

    Single(RedisServer server) {
      this.server = server;
    }

    @Override
    Object object() {
      return server;
    }

    @Override
    Map<String, Object> properties() {
      return Map.of(
          "spring.data.redis.host", server.host(), "spring.data.redis.port", server.port());
    }

    @Override
    List<RedisServer> masters() {
      return List.of(server);
    }

    @Override
    void mend() {
      restart(server);
    }
  }

  private static final class Cluster extends EmbeddedServers {
    private final RedisCluster cluster;

    Cluster(RedisCluster cluster) {
      this.cluster = cluster;
    }

    @Override
    Object object() {
      return cluster;
    }

    @Override
    Map<String, Object> properties() {
      return Map.of("spring.data.redis.cluster.nodes", String.join(",", cluster.addresses()));
    }

    @Override
    List<RedisServer> masters() {
      return cluster.nodes();
    }

    @Override
    void mend() {
      if (cluster.nodes().stream().filter(EmbeddedServers::restart).count() > 0) {
        cluster.awaitStable();
      }
    }
  }

  private static final class Sentinel extends EmbeddedServers {
    private final RedisSentinels sentinels;

    Sentinel(RedisSentinels sentinels) {
      this.sentinels = sentinels;
    }

    @Override
    Object object() {
      return sentinels;
    }

    @Override
    Map<String, Object> properties() {
      return Map.of(
          "spring.data.redis.sentinel.master",
          sentinels.masterName(),
          "spring.data.redis.sentinel.nodes",
          sentinels.sentinel().address());
    }

    @Override
    List<RedisServer> masters() {
      return List.of(sentinels.master());
    }

    @Override
    void mend() {
      restart(sentinels.sentinel());
      restart(sentinels.master());
      restart(sentinels.replica());
      sentinels.awaitStable();
    }
  }
}
