/**
 * Threads of this JVM that want the same watched keys, one after the other. Saves attempts, decides
 * nothing: what is committed is decided by Redis alone. Start with {@code LocalQueue}.
 */
@NullMarked
package dev.redisatomic.contention;

import org.jspecify.annotations.NullMarked;
