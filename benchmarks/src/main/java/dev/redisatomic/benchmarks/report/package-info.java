/** Makes the tables and charts from what was measured. */
@NullMarked
package dev.redisatomic.benchmarks.report;

import org.jspecify.annotations.NullMarked;
