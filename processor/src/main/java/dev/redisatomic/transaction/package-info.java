/**
 * Listens to Spring's transaction managers, so that a database transaction and an attempt commit
 * together. Start with {@code AtomicTransactionListener}.
 */
@NullMarked
package dev.redisatomic.transaction;

import org.jspecify.annotations.NullMarked;
