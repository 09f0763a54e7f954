package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;

/** Connects a contestant. */
@FunctionalInterface
interface Opening {

  /**
   * Connects it.
   *
   * @param poolSize how many connections it may use
   */
  Contestant open(Address address, int poolSize);
}
