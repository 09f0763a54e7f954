package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;

@OnJedis
@EmbeddedRedis(Topology.CLUSTER)
class ClusterOnJedisTests extends TopologyCases {}
