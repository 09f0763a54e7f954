package dev.redisatomic.driver.jedis;

import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * One server; or, in legacy mode, whatever the factory's own pool leads to, which is the master
 * where it listens to Sentinels.
 */
record SingleServer(JedisConnectionFactory factory) implements Topology {

  @Override
  public JedisPinnedConnection open(int slot) {
    RedisConnection connection = factory.getConnection();
    if (connection instanceof JedisConnection wrapper) {
      if (wrapper.getJedis() instanceof RedisClient client) {
        Connection pooled = client.getPool().getResource();
        return new JedisPinnedConnection(pooled, pooled::close, this);
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
}
