/** Runs the contestants on a server, round by round, and notes what happened. */
@NullMarked
package dev.redisatomic.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
