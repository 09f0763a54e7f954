package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.Driver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.ClusterStateFailureException;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The masters of a cluster, as the cluster client of the factory knows them. Who owns which slot is
 * asked only when a node has been lost or has sent the client elsewhere.
 */
record ClusterOwners(JedisConnectionFactory factory) implements Topology {

  private static final Log log = LogFactory.getLog(ClusterOwners.class);

  @Override
  public int slotOf(Key key) {
    return JedisClusterCRC16.getSlot(key.bytes());
  }

  @Override
  public JedisPinnedConnection open(int slot) {
    ClusterConnectionProvider provider = provider();
    // Jedis' own choice of any node may be a replica by now
    int known =
        slot == Driver.NO_SLOT
            ? ThreadLocalRandom.current().nextInt(Protocol.CLUSTER_HASHSLOTS)
            : slot;
    if (provider.getNode(known) == null) {
      provider.renewSlotCache();
      if (provider.getNode(known) == null) {
        throw new ClusterStateFailureException(
            "No node of the cluster is known to own slot " + known + ".");
      }
    }
    Connection pooled = provider.getConnectionFromSlot(known);
    return new JedisPinnedConnection(pooled, pooled::close, this);
  }

  @Override
  public boolean refresh(@Nullable Connection informed) {
    try {
      provider().renewSlotCache(informed);
      return true;
    } catch (RuntimeException e) {
      // also that the factory has been stopped, or that the connection is inside MULTI
      log.debug("Could not ask the cluster who owns which slot", e);
      return false;
    }
  }

  /** A client in the state READONLY would be answered by replicas. */
  @Override
  public void check(JedisPinnedConnection pinned) {
    Object reply = pinned.send(List.of(Command.of("CLIENT", Words.bytes("INFO")))).get(0);
    // before 6.2, or without the right to ask, there is an error
    if (reply instanceof byte[] text
        && new String(text, StandardCharsets.UTF_8).matches("(?s).* flags=\\w*r\\w* .*")) {
      throw new InvalidDataAccessApiUsageException(
          "The connection factory's client sends READONLY on its connections"
              + " (readOnlyForRedisClusterReplicas), so that replicas may answer reads, and an atomic"
              + " method must not be answered by a replica. Give atomic methods another connection"
              + " factory.");
    }
  }

  private ClusterConnectionProvider provider() {
    return Providers.of(factory, ClusterConnectionProvider.class);
  }
}
