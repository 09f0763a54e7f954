/** Log of the commands that were sent and their replies, for people. Read {@code WireLog}. */
@NullMarked
package dev.redisatomic.wire;

import org.jspecify.annotations.NullMarked;
