/**
 * Shows what transfers send over the wire: {@link dev.redisatomic.sample.wire.WireDemo} brings a
 * conflict about, {@link dev.redisatomic.sample.wire.GroupDemo} has three of them commit together,
 * {@link dev.redisatomic.sample.wire.WireLog} listens to the library. Skip it at first reading.
 */
@NullMarked
package dev.redisatomic.sample.wire;

import org.jspecify.annotations.NullMarked;
