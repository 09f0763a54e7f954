/**
 * Wires the library into Spring: {@link dev.redisatomic.config.EnableRedisAtomic} for plain Spring,
 * an auto-configuration for Boot, and the properties, which are the same for both.
 */
@NullMarked
package dev.redisatomic.config;

import org.jspecify.annotations.NullMarked;
