package dev.redisatomic.attempt;

import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;

/**
 * What a commit needs besides the writes.
 *
 * @param driver the driver of the connection
 * @param connection where the transaction is sent
 * @param marker tells whether a commit has happened whose reply is lost
 * @param exactlyOnce how to ask for that; {@code null}: not at all
 * @param replication how far the commit has to spread; {@code null}: not at all
 */
record CommitParts(
    Driver driver,
    WatchingConnection connection,
    AttemptMarker marker,
    @Nullable ExactlyOnce exactlyOnce,
    @Nullable Replication replication) {}
