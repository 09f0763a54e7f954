/** What is to be done, and whether it was done rightly. */
@NullMarked
package dev.redisatomic.benchmarks.work;

import org.jspecify.annotations.NullMarked;
