/**
 * What one transfer with a conflict sends over the wire: {@link
 * dev.redisatomic.sample.wire.WireDemo} brings the conflict about, {@link
 * dev.redisatomic.sample.wire.WireLog} listens to the library. Skip it at first reading.
 */
@NullMarked
package dev.redisatomic.sample.wire;

import org.jspecify.annotations.NullMarked;
