package dev.redisatomic.attempt;

import java.time.Duration;

/**
 * Finds out about commits whose reply was lost.
 *
 * @param markers lends out marker keys
 * @param limit how long to ask whether a commit has happened
 */
public record ExactlyOnce(Markers markers, Duration limit) {}
