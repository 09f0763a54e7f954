package dev.redisatomic.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Parts of a commit that are the same for an attempt and for a group that goes on with its
 * connection.
 *
 * @param connection where the transaction is sent
 * @param slot where all keys are
 * @param marker tells whether a commit has happened whose reply is lost
 * @param replication how far the commit has to spread; {@code null}: not at all
 */
record CommitParts(
    WatchingConnection connection,
    AttemptSlot slot,
    AttemptMarker marker,
    @Nullable Replication replication) {}
