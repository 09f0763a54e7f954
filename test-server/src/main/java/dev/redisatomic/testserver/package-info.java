/**
 * Starts real Redis for tests, on free loopback ports and without persistence: {@link
 * dev.redisatomic.testserver.RedisServer a server}, {@link dev.redisatomic.testserver.RedisCluster
 * a cluster}, or {@link dev.redisatomic.testserver.RedisSentinels a master with a replica and a
 * Sentinel}. Each is closed by its user, and at the latest when the JVM ends normally.
 *
 * <p>{@link dev.redisatomic.testserver.RedisBinary} tells which program is run. This package needs
 * no Redis client and no test framework.
 */
@NullMarked
package dev.redisatomic.testserver;

import org.jspecify.annotations.NullMarked;
