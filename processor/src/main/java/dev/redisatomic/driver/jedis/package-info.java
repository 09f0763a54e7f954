/** The Jedis side of the port; the only package that sees Jedis. Start with {@code JedisDriver}. */
@NullMarked
package dev.redisatomic.driver.jedis;

import org.jspecify.annotations.NullMarked;
