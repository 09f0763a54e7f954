package dev.redisatomic.connection;

import org.jspecify.annotations.Nullable;

/**
 * A write whose reply is known before it is sent.
 *
 * @param write the write, recorded unless it would change nothing
 * @param reply the raw reply, as the server's own will be
 */
public record AnsweredWrite(RecordedWrite write, @Nullable Object reply) {}
