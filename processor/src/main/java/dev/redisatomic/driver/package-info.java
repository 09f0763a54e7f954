/**
 * The port to Redis drivers: what a driver has to do, in types that are the same for each of them.
 * Read {@code Driver}, then {@code PinnedConnection}.
 */
@NullMarked
package dev.redisatomic.driver;

import org.jspecify.annotations.NullMarked;
