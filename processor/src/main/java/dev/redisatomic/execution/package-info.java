/**
 * The retry loop, and its programmatic form. Knows attempts and outcomes, but neither annotations
 * nor AOP nor a driver. Start with {@code AtomicExecutor}.
 */
@NullMarked
package dev.redisatomic.execution;

import org.jspecify.annotations.NullMarked;
