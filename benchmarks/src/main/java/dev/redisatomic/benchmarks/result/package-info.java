/** What was measured, as it is written to and read from JSON. */
@NullMarked
package dev.redisatomic.benchmarks.result;

import org.jspecify.annotations.NullMarked;
