package dev.redisatomic.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * A cluster and one client mode: what a test class of {@link EachClusterMode} gets its connections
 * from. Everything that it handed out is closed after the class.
 */
public final class ClusterSetup implements AutoCloseable {

  private final SharedCluster cluster;
  private final ClientMode mode;
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private @Nullable UnifiedJedis other;

  public ClusterSetup(SharedCluster cluster, ClientMode mode) {
    this.cluster = cluster;
    this.mode = mode;
  }

  public SharedCluster cluster() {
    return cluster;
  }

  public ClientMode mode() {
    return mode;
  }

  /** A started factory with pools of eight connections per node. */
  public RedisConnectionFactory connectionFactory() {
    return connectionFactory(options -> {});
  }

  /** A started factory. */
  public synchronized RedisConnectionFactory connectionFactory(
      Consumer<ConnectionOptions> settings) {
    ConnectionOptions options = new ConnectionOptions(cluster.nodes());
    settings.accept(options);
    RedisConnectionFactory factory = options.start(mode);
    closings.push(() -> ConnectionOptions.stop(factory));
    return factory;
  }

  /** A second client, to make conflicts and to look at results; follows redirections. */
  public synchronized UnifiedJedis other() {
    if (other == null) {
      other =
          RedisClusterClient.builder()
              .nodes(cluster.seeds())
              .clientConfig(DefaultJedisClientConfig.builder().build())
              .build();
      closings.push(other::close);
    }
    return other;
  }

  @Override
  public synchronized void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }

  /** Such as "cluster of PATH 7.0.15, RedisClient". */
  @Override
  public String toString() {
    return cluster.label() + ", " + mode;
  }
}
