/**
 * Calls as Micrometer sees them: an observation around each, and meters. The only package that sees
 * Micrometer; it is used where Micrometer is there. Start with {@link
 * dev.redisatomic.observation.RedisAtomicObservation}.
 */
@NullMarked
package dev.redisatomic.observation;

import org.jspecify.annotations.NullMarked;
