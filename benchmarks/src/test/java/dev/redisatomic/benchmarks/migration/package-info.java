/**
 * What the migrations from Redisson in docs/recipes.md start from, compiled here because only the
 * benchmarks have Redisson. A test of the processor compares it with the document.
 */
@NullMarked
package dev.redisatomic.benchmarks.migration;

import org.jspecify.annotations.NullMarked;
