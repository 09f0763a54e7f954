/**
 * What the tests stand on: real servers ({@link dev.redisatomic.test.RedisServers}), the connection
 * factories that a test class runs with ({@link dev.redisatomic.test.EachServer}, {@link
 * dev.redisatomic.test.RedisSetup}), and a look at the wire ({@link
 * dev.redisatomic.test.RecordingProxy}). Nothing here is a mock.
 */
@NullMarked
package dev.redisatomic.test;

import org.jspecify.annotations.NullMarked;
