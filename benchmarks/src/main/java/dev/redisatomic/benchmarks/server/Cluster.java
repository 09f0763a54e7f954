package dev.redisatomic.benchmarks.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** Some masters that share the slots evenly. */
public final class Cluster implements AutoCloseable {

  private static final int SLOTS = 16_384;
  private static final Duration TIME_TO_AGREE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final List<RedisServer> masters = new ArrayList<>();

  private Cluster() {}

  public static Cluster start(int count) {
    Cluster cluster = new Cluster();
    for (int i = 0; i < count; i++) {
      cluster.masters.add(RedisServer.startClusterNode());
    }
    cluster.join();
    cluster.awaitAgreement();
    return cluster;
  }

  private void join() {
    Address first = masters.get(0).address();
    int count = masters.size();
    for (int i = 0; i < count; i++) {
      try (Jedis master = client(masters.get(i))) {
        master.clusterAddSlots(
            IntStream.range(i * SLOTS / count, (i + 1) * SLOTS / count).toArray());
        if (i > 0) {
          master.clusterMeet(first.host(), first.port());
        }
      }
    }
  }

  private void awaitAgreement() {
    long deadline = System.nanoTime() + TIME_TO_AGREE.toNanos();
    while (!masters.stream().allMatch(this::agrees)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("The nodes of a cluster did not find each other");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean agrees(RedisServer master) {
    try (Jedis client = client(master)) {
      String info = client.clusterInfo();
      return info.contains("cluster_state:ok")
          && info.contains("cluster_known_nodes:" + masters.size());
    }
  }

  private static Jedis client(RedisServer master) {
    return new Jedis(master.address().host(), master.address().port());
  }

  public List<Address> addresses() {
    return masters.stream().map(RedisServer::address).toList();
  }

  @Override
  public void close() {
    masters.forEach(RedisServer::close);
  }
}
