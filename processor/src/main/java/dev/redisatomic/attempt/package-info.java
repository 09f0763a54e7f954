/**
 * One attempt: what it watches, what it has recorded, what it sees of that, how it ends. Single-use
 * state, one thread. No retries, no annotations, no driver. Read {@code Attempt}, then {@code
 * OwnWrites}, then {@code Outcome}.
 *
 * <p>Attempts that commit together share a {@code CommitGroup}, which {@code Membership} founds,
 * joins and leaves. It belongs to the thread whose turn it is, and to the one that commits it; the
 * connection of the attempt that has founded it, and its marker, are the group's from then on.
 */
@NullMarked
package dev.redisatomic.attempt;

import org.jspecify.annotations.NullMarked;
