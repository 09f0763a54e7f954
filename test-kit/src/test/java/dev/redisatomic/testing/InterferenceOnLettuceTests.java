package dev.redisatomic.testing;

class InterferenceOnLettuceTests extends InterferenceCases {}
