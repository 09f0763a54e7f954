package dev.redisatomic.sample.redis;

import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;

/**
 * A Redis Cluster of the application's own: three masters, each with a third of the slots, without
 * replicas, because nothing here is worth keeping.
 */
final class EmbeddedCluster implements OwnRedis {

  private final RedisCluster cluster;

  private EmbeddedCluster(RedisCluster cluster) {
    this.cluster = cluster;
  }

  static EmbeddedCluster start() {
    return new EmbeddedCluster(RedisCluster.start());
  }

  @Override
  public Cluster getCluster() {
    List<Node> nodes =
        cluster.nodes().stream().map(node -> new Node(node.host(), node.port())).toList();
    return () -> nodes;
  }

  @Override
  public void close() {
    cluster.close();
  }

  @Override
  public String toString() {
    RedisServer first = cluster.nodes().get(0);
    return first.binary().executable().toString();
  }
}
