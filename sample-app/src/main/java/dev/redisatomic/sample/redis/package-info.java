/**
 * Provides the Redis server, and says what to do when there is none. Skip it at first reading: an
 * application with a server of its own has nothing of this.
 */
@NullMarked
package dev.redisatomic.sample.redis;

import org.jspecify.annotations.NullMarked;
