/**
 * An annotation processor that refuses, when sources are compiled, what start-up would refuse of
 * them, in the same words. Start reading at {@link dev.redisatomic.checks.RedisAtomicChecks}.
 */
@NullMarked
package dev.redisatomic.checks;

import org.jspecify.annotations.NullMarked;
