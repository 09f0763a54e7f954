/**
 * One attempt: what it watches, what it has recorded, what it sees of that, how it ends. Single-use
 * state, one thread. No retries, no annotations, no driver. Read {@code Attempt}, then {@code
 * OwnWrites}, then {@code Outcome}.
 */
@NullMarked
package dev.redisatomic.attempt;

import org.jspecify.annotations.NullMarked;
