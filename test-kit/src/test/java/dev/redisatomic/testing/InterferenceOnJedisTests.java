package dev.redisatomic.testing;

@OnJedis
class InterferenceOnJedisTests extends InterferenceCases {}
