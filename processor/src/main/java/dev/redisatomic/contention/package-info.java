/**
 * Queues for hot keys: threads of this JVM that want the same hot keys run one after the other.
 * This saves attempts and decides nothing, as Redis alone decides what is committed.
 *
 * <p>Mechanism and policy are apart. Read the mechanism first: {@code Waiter} is one thread in a
 * {@code FairQueue}, which admits one waiter at a time, in the order in which they joined. The
 * policy is {@code Heat}: a value that says how hot a key is, computed from conflicts and calls
 * alone. {@code HotKey} has one of each. {@code LocalQueue} keeps the hot keys of one server, and
 * {@code KeyLease} is what a call holds: its waiters in the queues of all of its hot keys. Only
 * keys that this JVM writes become hot, which {@code RecentWrites} remembers for a while.
 *
 * <p>Calls on keys for which several wait at once queue together instead, in a <em>group
 * queue</em>: one {@code FairQueue} for each server, or slot of a cluster. A call's {@code
 * GroupWaiter} can hand over what it has begun, a group commit, to the next one; what that is, this
 * package does not know.
 *
 * <p>Each queue has one lock, and the map of {@code LocalQueue} makes one step of what happens to a
 * queue and to the heat of its key. No thread waits while it holds either.
 */
@NullMarked
package dev.redisatomic.contention;

import org.jspecify.annotations.NullMarked;
