package dev.redisatomic.benchmarks.micro;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Spring Data's own factory on Jedis' own pool; only the connections in it are made up. */
final class MemoryConnectionFactory extends JedisConnectionFactory {

  @Override
  protected RedisClient createRedisClient(RedisStandaloneConfiguration configuration) {
    return RedisClient.builder()
        .connectionProvider(new PooledConnectionProvider(new Connections()))
        .build();
  }

  private static final class Connections extends BasePooledObjectFactory<Connection> {

    @Override
    public Connection create() {
      return new MemoryConnection();
    }

    @Override
    public PooledObject<Connection> wrap(Connection connection) {
      return new DefaultPooledObject<>(connection);
    }
  }
}
