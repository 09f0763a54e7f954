/** Where the Redis server comes from, and what to do when there is none. */
@NullMarked
package dev.redisatomic.sample.redis;

import org.jspecify.annotations.NullMarked;
