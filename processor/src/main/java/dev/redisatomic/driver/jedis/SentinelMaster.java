package dev.redisatomic.driver.jedis;

import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** The master that Sentinels name. Jedis listens to them and changes its pool by itself. */
record SentinelMaster(JedisConnectionFactory factory) implements Topology {

  @Override
  public JedisPinnedConnection open(int slot) {
    Connection pooled = Providers.of(factory, SentineledConnectionProvider.class).getConnection();
    return new JedisPinnedConnection(pooled, pooled::close, this);
  }
}
