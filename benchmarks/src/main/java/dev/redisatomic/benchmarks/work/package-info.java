/** What is to be done, whether it was done rightly, and who is compared at it. */
@NullMarked
package dev.redisatomic.benchmarks.work;

import org.jspecify.annotations.NullMarked;
