package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.connection.RedisClusterConfiguration;

/** Redis Atomic by annotation, on a cluster. */
public final class ClusterContestant {

  private ClusterContestant() {}

  /** An application of its own. */
  public static Contestant open(List<Address> masters, int poolSize) {
    RedisClusterConfiguration cluster = new RedisClusterConfiguration();
    masters.forEach(master -> cluster.clusterNode(master.host(), master.port()));
    return new AnnotatedContestant(new SpringRedis(cluster, poolSize, Map.of()));
  }
}
