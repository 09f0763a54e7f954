package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;

@EmbeddedRedis(Topology.SENTINEL)
class SentinelOnLettuceTests extends TopologyCases {}
