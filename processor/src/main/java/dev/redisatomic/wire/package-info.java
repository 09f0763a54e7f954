/** What was sent and answered, written down and printed for people. Start with {@code WireLog}. */
@NullMarked
package dev.redisatomic.wire;

import org.jspecify.annotations.NullMarked;
