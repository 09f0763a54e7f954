/** What was measured, as it is written to JSON, and the tables and charts that are made of it. */
@NullMarked
package dev.redisatomic.benchmarks.report;

import org.jspecify.annotations.NullMarked;
