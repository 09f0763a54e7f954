package dev.redisatomic.attempt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group's answer to a read.
 *
 * @param value the reply, which may be nil or an error
 * @param seen what it shows of the keys as they are without the writes of the one that asks
 */
record GroupReply(@Nullable Object value, List<SeenRead> seen) {}
