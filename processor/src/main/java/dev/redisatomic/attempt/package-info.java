/**
 * One attempt: what it watches, what it has recorded, what it sees of that, how it ends. Single-use
 * state, one thread. No retries, no annotations, no driver. Read {@code Attempt}, then {@code
 * OwnWrites}, then {@code Outcome}.
 *
 * <p>Attempts that commit together share a {@code CommitGroup}, which {@code Membership} founds,
 * joins and leaves. It belongs to the thread that is admitted, and to the one that commits it; the
 * connection of the attempt that has founded it, and its marker, are the group's from then on.
 *
 * <p>The classes, in groups to be read one after the other:
 *
 * <ul>
 *   <li>The attempt: {@code Attempt}, {@code Guard}, {@code WatchSet}, {@code AttemptSlot}, {@code
 *       Sending}, {@code WatchingConnection} with {@code ConnectionState} and {@code Failure},
 *       {@code CommandDiagnostics}.
 *   <li>Reads: {@code Reads}, {@code KnownReplies}, {@code KeyspaceReads}, {@code QuotedValues},
 *       {@code RepositoryCalls}.
 *   <li>Writes and their results: {@code Writes}, {@code WriteLog}, {@code MissingResult}, {@code
 *       QueuedResults} with {@code QueuedResult} and {@code TemplateResult}; and package {@code
 *       result}.
 *   <li>Shadows: {@code OwnWrites}, {@code Shadow}, {@code Shadows}, {@code Trial}, {@code
 *       ExpiryQuestion}, {@code TriedWrites}, {@code HandedOut}, {@code OwnWriteRefusals}, {@code
 *       ShadowCost}, {@code ShadowNames}.
 *   <li>The commit: {@code Completion}, {@code Commit} with {@code CommitParts}, {@code Outcome},
 *       {@code Settlement}, {@code AttemptResults}, {@code TransactionReplies}, {@code Durability},
 *       {@code Replication}; for exactly-once {@code ExactlyOnce}, {@code Markers}, {@code Marker},
 *       {@code AttemptMarker}, {@code MarkerResolution}, {@code LibraryKeys}, {@code SlotTags}.
 *   <li>The group: {@code Membership}, {@code GroupAdmission}, {@code CommitGroup}, {@code
 *       GroupCommit}, {@code Share}, {@code GroupReply}, {@code SeenRead}; what it computes, {@code
 *       Overlay}, {@code KeyState}, {@code PendingKey}, {@code SimulatedReads}, {@code
 *       SimulatedWrites}, {@code UnrepeatableReads}.
 * </ul>
 */
@NullMarked
package dev.redisatomic.attempt;

import org.jspecify.annotations.NullMarked;
