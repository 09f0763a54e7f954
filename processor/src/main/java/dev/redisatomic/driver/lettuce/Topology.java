package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The place to which connections lead: one server, the master of the day, or the owner of a slot.
 */
interface Topology {

  /**
   * Finds the topology of the application's client.
   *
   * @throws dev.redisatomic.AtomicSetupException if it is none of the three
   */
  static Topology of(
      AbstractRedisClient applications, LettuceConnectionFactory factory, LettuceErrors errors) {
    PoolLimits limits = PoolLimits.of(factory);
    if (applications instanceof RedisClusterClient cluster) {
      return new ClusterOwners(cluster, new OwnClient(cluster, errors), limits);
    }
    RedisURI uri = Refused.uri(applications);
    OwnClient client = new OwnClient(applications, errors);
    return uri.getSentinels().isEmpty()
        ? new SingleServer(client, uri, limits)
        : new SentinelMaster(client, uri, limits);
  }

  /** The client that opens the connections. */
  OwnClient client();

  /** A connection to the owner of the slot, or to any server that takes writes. */
  PinnedConnection open(int slot);

  /**
   * Finds out anew which servers are in charge, if the one of this connection knows. Does not
   * throw.
   *
   * @param informed can still be used
   * @return whether that is done, well or not; {@code false}: others have to be asked
   */
  default boolean askThisServer(LettucePinnedConnection informed) {
    return true;
  }

  /**
   * Finds out anew which servers are in charge. Does not throw.
   *
   * @param suspect the connections of the server that was lost, or is not in charge
   */
  default void askOthers(ConnectionPool suspect) {}

  /** Closes all connections, also those in use, as {@link OwnClient#close()} does. */
  void close();
}
