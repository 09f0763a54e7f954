/** The ways of doing the same work that are compared: each as its own documentation shows it. */
@NullMarked
package dev.redisatomic.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
