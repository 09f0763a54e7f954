package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.ClusterDriverContractTests;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;

/** The contract of every driver for Redis Cluster, for Jedis in both of its modes. */
@EachClusterMode
class JedisClusterDriverContractTests extends ClusterDriverContractTests {

  JedisClusterDriverContractTests(ClusterSetup setup) {
    super(
        setup, new JedisDriverProvider(), setup.connectionFactory(options -> options.poolOfOne()));
  }
}
