/**
 * The contention lab: naive and atomic transfers under the same load, and a table of what became of
 * the money. {@link dev.redisatomic.sample.lab.ContentionLab} starts it.
 */
@NullMarked
package dev.redisatomic.sample.lab;

import org.jspecify.annotations.NullMarked;
