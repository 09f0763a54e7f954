/**
 * The {@link dev.redisatomic.connection.AttemptConnection connection} that templates are given
 * inside an atomic method, and {@link dev.redisatomic.connection.AtomicConnectionFactory where} it
 * is bound. Read {@code AtomicConnectionFactory}, then {@code AttemptConnection}.
 */
@NullMarked
package dev.redisatomic.connection;

import org.jspecify.annotations.NullMarked;
