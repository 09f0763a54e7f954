package dev.redisatomic.attempt;

import java.time.Duration;

/**
 * The means of attempts to make up for a lost reply.
 *
 * @param markers lends out marker keys
 * @param limit how long to ask whether a commit has happened
 */
public record ExactlyOnce(Markers markers, Duration limit) {}
