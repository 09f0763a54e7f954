/**
 * The driver for Jedis; the only package that sees Jedis. Read {@code JedisDriver}, then {@code
 * JedisPinnedConnection}.
 */
@NullMarked
package dev.redisatomic.driver.jedis;

import org.jspecify.annotations.NullMarked;
