/**
 * The two annotations: {@link dev.redisatomic.annotation.RedisAtomic @RedisAtomic} makes a method
 * atomic, {@link dev.redisatomic.annotation.Watched @Watched} names the keys that guard it. This
 * package has no dependencies, so a domain module can compile against it alone.
 */
package dev.redisatomic.annotation;
