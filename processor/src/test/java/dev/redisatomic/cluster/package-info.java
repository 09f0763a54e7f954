/**
 * Atomic methods where keys live on several servers, or on another one than before: Redis Cluster
 * and Sentinel.
 */
@NullMarked
package dev.redisatomic.cluster;

import org.jspecify.annotations.NullMarked;
