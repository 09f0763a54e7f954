package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;

@EmbeddedRedis(Topology.CLUSTER)
class ClusterOnLettuceTests extends TopologyCases {}
