package dev.redisatomic.driver.jedis;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.util.ClassUtils;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * One server; or, in legacy mode, whatever the factory's own pool leads to, which is the master
 * where it listens to Sentinels.
 */
final class SingleServer implements Topology {

  private final JedisConnectionFactory factory;

  /** A factory that gives out connections in a way of its own is asked each time. */
  private final boolean hasOneClient;

  /**
   * The factory's client, kept here because the factory gives it out only in a connection made for
   * the purpose.
   */
  private volatile @Nullable RedisClient client;

  SingleServer(JedisConnectionFactory factory) {
    this.factory = factory;
    Method method = ClassUtils.getMethodIfAvailable(factory.getClass(), "getConnection");
    this.hasOneClient =
        method != null && method.getDeclaringClass() == JedisConnectionFactory.class;
  }

  @Override
  public JedisConnectionFactory factory() {
    return factory;
  }

  @Override
  public JedisPinnedConnection open(int slot) {
    RedisClient known = client;
    return known != null && factory.isRunning() && !known.getPool().isClosed()
        ? pinned(known)
        : opened();
  }

  /** Asks the factory, which may have been stopped and started since the last time. */
  private JedisPinnedConnection opened() {
    RedisConnection connection = factory.getConnection();
    if (connection instanceof JedisConnection wrapper) {
      if (wrapper.getJedis() instanceof RedisClient current) {
        client = hasOneClient ? current : null;
        return pinned(current);
      }
      if (wrapper.getNativeConnection() instanceof Jedis jedis) {
        return new JedisPinnedConnection(jedis.getConnection(), wrapper::close, this);
      }
    }
    throw new InvalidDataAccessApiUsageException(
        "Atomic methods cannot pin a connection of "
            + connection.getNativeConnection().getClass().getName()
            + "; use a JedisConnectionFactory as it comes.");
  }

  private JedisPinnedConnection pinned(RedisClient from) {
    Connection pooled = from.getPool().getResource();
    return new JedisPinnedConnection(pooled, pooled::close, this);
  }
}
