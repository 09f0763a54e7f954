/** What a cluster costs a client, and what more masters bring. */
@NullMarked
package dev.redisatomic.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
