package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;

@OnJedis
@EmbeddedRedis(Topology.SENTINEL)
class SentinelOnJedisTests extends TopologyCases {}
