package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.TransactionCheck;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.ClusterStateFailureException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Jedis behind the port. Connections come from the factory's own pool, in either of its modes, so
 * database, credentials, client name and TLS are those of the factory.
 */
public final class JedisDriver implements Driver {

  private final Topology topology;
  private volatile @Nullable InterceptingJedis intercepting;

  /**
   * Makes a driver for one connection factory.
   *
   * @param factory leads to a single server, to Sentinels or to a cluster
   */
  public JedisDriver(JedisConnectionFactory factory) {
    this.topology = topology(factory);
  }

  private static Topology topology(JedisConnectionFactory factory) {
    if (factory.isRedisClusterAware()) {
      return new ClusterOwners(factory);
    }
    return factory.isRedisSentinelAware() && factory.isUseUnifiedJedis()
        ? new SentinelMaster(factory)
        : new SingleServer(factory);
  }

  @Override
  public JedisPinnedConnection open(int slot) {
    try {
      return topology.open(slot);
    } catch (JedisException | DataAccessResourceFailureException e) {
      RuntimeException reason = e instanceof ClusterStateFailureException ? e : noConnection(e);
      if (reason instanceof DataAccessResourceFailureException) {
        topology.refresh(null);
      }
      throw reason;
    }
  }

  @Override
  public int slotOf(Key key) {
    return topology.slotOf(key);
  }

  /** Jedis and Spring Data report an exhausted pool as wrong usage, and swallow interrupts. */
  private static RuntimeException noConnection(RuntimeException e) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    if (root instanceof NoSuchElementException) {
      return new TransientDataAccessResourceException(
          "No connection to Redis: all connections of the pool stayed in use for its max-wait. With"
              + " Boot, spring.data.redis.jedis.pool.max-active and max-wait set them.",
          e);
    }
    if (root instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new TransientDataAccessResourceException(
          "No connection to Redis: interrupted while waiting for one of the pool.", e);
    }
    String reason = String.valueOf(root.getMessage());
    String shown = ErrorWords.withoutArguments(reason);
    // a server that does not know HELLO quotes the password with it
    return new RedisConnectionFailureException(
        "No connection to Redis: " + shown,
        shown.equals(reason) ? e : JedisReplies.reworded(root, shown));
  }

  @Override
  public void probe() {
    if (intercepting != null) {
      return;
    }
    TransactionCheck.run(
        open(NO_SLOT),
        pinned -> {
          topology.check(pinned);
          // the conversions of replies depend on the protocol, and only a connection knows that
          intercepting = new InterceptingJedis(pinned.protocol());
        });
  }

  @Override
  public RedisConnection view(CommandHandler handler) {
    InterceptingJedis made = intercepting;
    if (made == null) {
      throw new IllegalStateException("The server has not been probed yet");
    }
    return new JedisConnection(made.client(handler));
  }
}
