/** The Redis server under the measurement, and what stands between it and its clients. */
@NullMarked
package dev.redisatomic.benchmarks.server;

import org.jspecify.annotations.NullMarked;
