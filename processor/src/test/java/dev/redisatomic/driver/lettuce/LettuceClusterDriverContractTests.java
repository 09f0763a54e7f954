package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.ClusterDriverContractTests;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;

/** The contract of every driver for Redis Cluster, for Lettuce. */
@EachClusterMode(modes = ClientMode.LETTUCE)
class LettuceClusterDriverContractTests extends ClusterDriverContractTests {

  LettuceClusterDriverContractTests(ClusterSetup setup) {
    super(
        setup,
        new LettuceDriverProvider(),
        setup.connectionFactory(options -> options.poolOfOne()));
  }
}
