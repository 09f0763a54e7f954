package dev.redisatomic.sample.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.Jedis;

/**
 * A Redis Cluster of the application's own: three masters, each with a third of the slots, without
 * replicas, because nothing here is worth keeping.
 */
final class EmbeddedCluster implements OwnRedis {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 30_000;

  /** Redis Cluster's nodes talk to each other on another port, so far above. */
  private static final int BUS = 10_000;

  private static final Duration TIME_TO_AGREE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final Path directory;
  private final List<RedisProcess> masters;

  private EmbeddedCluster(Path directory, List<RedisProcess> masters) {
    this.directory = directory;
    this.masters = masters;
  }

  static EmbeddedCluster start() {
    try {
      EmbeddedCluster cluster =
          new EmbeddedCluster(Files.createTempDirectory("redis-cluster-"), new ArrayList<>());
      boolean ready = false;
      try {
        cluster.startMasters();
        cluster.join();
        cluster.awaitAgreement();
        ready = true;
        return cluster;
      } finally {
        if (!ready) {
          cluster.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startMasters() {
    for (int i = 0; i < MASTERS; i++) {
      masters.add(
          RedisProcess.start(
              RedisProcess.candidates(),
              EmbeddedCluster::freePorts,
              "--cluster-enabled",
              "yes",
              "--dir",
              directory.toString(),
              "--cluster-config-file",
              "nodes-" + i + ".conf"));
    }
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      try (Jedis master = client(masters.get(i))) {
        master.clusterAddSlots(
            IntStream.range(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS).toArray());
        if (i > 0) {
          master.clusterMeet(RedisProcess.LOOPBACK, masters.get(0).port());
        }
      }
    }
  }

  /** Until each of them has heard of all slots. */
  private void awaitAgreement() {
    long deadline = System.nanoTime() + TIME_TO_AGREE.toNanos();
    while (!masters.stream().allMatch(EmbeddedCluster::agrees)) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new NoRedisServerException(
            List.of("the nodes of a cluster did not find each other in " + TIME_TO_AGREE));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean agrees(RedisProcess master) {
    try (Jedis client = client(master)) {
      String info = client.clusterInfo();
      return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
    }
  }

  private static Jedis client(RedisProcess master) {
    return new Jedis(RedisProcess.LOOPBACK, master.port());
  }

  private static int freePorts() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public Cluster getCluster() {
    List<Node> nodes =
        masters.stream().map(master -> new Node(RedisProcess.LOOPBACK, master.port())).toList();
    return () -> nodes;
  }

  @Override
  public void close() {
    masters.forEach(RedisProcess::close);
    FileSystemUtils.deleteRecursively(directory.toFile());
  }

  @Override
  public String toString() {
    return masters.get(0).toString();
  }
}
