package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;

/** Redisson as it comes, with plain text as all others and as many connections as they have. */
final class RedissonConnections {

  private RedissonConnections() {}

  static RedissonClient open(Address address, int poolSize) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    SingleServerConfig server = config.useSingleServer();
    server.setAddress(address.url());
    server.setConnectionPoolSize(poolSize);
    if (server.getConnectionMinimumIdleSize() > poolSize) {
      server.setConnectionMinimumIdleSize(poolSize);
    }
    return Redisson.create(config);
  }
}
