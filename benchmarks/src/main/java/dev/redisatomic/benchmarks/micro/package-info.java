/**
 * What the library itself costs, in time and in bytes: everything but the network, which {@link
 * dev.redisatomic.benchmarks.micro.MemoryConnectionFactory} stands in for. JMH runs them; {@code
 * MICRO.md} says how to run and read it.
 */
@NullMarked
package dev.redisatomic.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
