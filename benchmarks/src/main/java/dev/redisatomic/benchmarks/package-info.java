/** Measurements: side by side over the network, and of the parts that need none. */
@NullMarked
package dev.redisatomic.benchmarks;

import org.jspecify.annotations.NullMarked;
