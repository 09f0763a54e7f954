package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.ClusterDriverContractTests;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;

/** The contract of every driver for Redis Cluster, for Jedis in both of its modes. */
@EachClusterMode(modes = {ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS})
class JedisClusterDriverContractTests extends ClusterDriverContractTests {

  JedisClusterDriverContractTests(ClusterSetup setup) {
    super(
        setup, new JedisDriverProvider(), setup.connectionFactory(options -> options.poolOfOne()));
  }
}
