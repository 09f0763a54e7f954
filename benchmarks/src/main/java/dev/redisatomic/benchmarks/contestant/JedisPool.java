package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** Jedis with a pool. */
public final class JedisPool {

  private JedisPool() {}

  public static RedisClient open(Address address, int size) {
    return RedisClient.builder()
        .hostAndPort(address.host(), address.port())
        .poolConfig(config(size))
        .build();
  }

  /** Jedis' own defaults but for the size. */
  static ConnectionPoolConfig config(int size) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(size);
    pool.setMaxIdle(size);
    return pool;
  }
}
