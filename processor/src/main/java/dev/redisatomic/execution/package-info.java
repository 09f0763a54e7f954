/**
 * The retry loop, and its programmatic form. Knows attempts and outcomes, but neither annotations
 * nor AOP nor a driver. Start with {@code AtomicExecutor}, whose loop runs the attempts of an
 * {@code OutermostCall}; then read {@code AttemptContext}, with {@code BodyLevels} for calls inside
 * of calls and {@code DatabaseSide} for database transactions.
 */
@NullMarked
package dev.redisatomic.execution;

import org.jspecify.annotations.NullMarked;
