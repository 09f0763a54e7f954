package dev.redisatomic.attempt;

import org.jspecify.annotations.Nullable;

/**
 * A group's answer to a read.
 *
 * @param value the reply, which may be nil or an error
 */
record GroupReply(@Nullable Object value) {}
