package dev.redisatomic.attempt;

import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt: verifies its writes, commits them, alone or with others, and settles the
 * results. Used once.
 */
final class Completion {

  private final CommitParts parts;
  private final WatchingConnection connection;
  private final AttemptSlot slot;
  private final WatchSet watchSet;
  private final WriteLog log;
  private final Commit commit;
  private final QueuedResults queued;
  private final Reads reads;
  private final OwnWrites own;
  private final Writes writes;
  private final Membership membership;
  private boolean shared;

  Completion(
      CommitParts parts,
      AttemptSlot slot,
      WatchSet watchSet,
      WriteLog log,
      Settlement results,
      QueuedResults queued,
      Reads reads,
      OwnWrites own,
      Writes writes,
      Membership membership) {
    this.parts = parts;
    this.connection = parts.connection();
    this.slot = slot;
    this.watchSet = watchSet;
    this.log = log;
    this.commit = new Commit(parts, new AttemptTransaction(slot, watchSet, log), log, results);
    this.queued = queued;
    this.reads = reads;
    this.own = own;
    this.writes = writes;
    this.membership = membership;
  }

  /** Sends the writes, or validates what was read: even a single read, if so asked. */
  Outcome commit(boolean everyRead) {
    return end(everyRead ? watchSet.guardsAny() : mayBeTorn());
  }

  /** Drops the writes, and validates what was read if it may be torn, and if so asked. */
  Outcome abandon(boolean validate) {
    dropWrites();
    return end(validate && mayBeTorn());
  }

  /** Whether it has ended in one transaction with others. */
  boolean isShared() {
    return shared;
  }

  private void dropWrites() {
    writes.rollBackTo(0);
    queued.dropUnsent();
  }

  /** One round trip of reads is consistent by itself; several may be torn. */
  private boolean mayBeTorn() {
    // of a group, one read shows what others have written before and after
    int consistent = membership.isMember() ? 0 : 1;
    return reads.guarded() + own.guardedReads() > consistent;
  }

  private Outcome end(boolean validate) {
    Failure failure = connection.failure();
    if (failure != null) {
      membership.close();
      return failure.outcome();
    }
    Outcome outcome;
    try {
      RuntimeException refusal = refusal();
      outcome = refusal == null ? ended(validate) : refused(refusal);
    } catch (RuntimeException e) {
      failure = connection.failure();
      if (failure == null) {
        throw e;
      }
      outcome = failure.outcome();
    }
    queued.settleUnsent(outcome);
    return outcome;
  }

  /** Why the writes must not be sent; {@code null} if they may. */
  private @Nullable RuntimeException refusal() {
    try {
      writes.verify();
      return null;
    } catch (RuntimeException e) {
      if (connection.failure() != null) {
        throw e;
      }
      return e;
    }
  }

  /** What fails may do so because the body went by something that has changed meanwhile. */
  private Outcome refused(RuntimeException reason) {
    dropWrites();
    membership.leave();
    boolean stale = mayBeTorn() && commit.run() instanceof Outcome.Conflict;
    return stale ? new Outcome.Conflict() : new Outcome.Failed(reason, false);
  }

  private Outcome ended(boolean validate) {
    Share share = membership.end(validate, this::found);
    if (share == null) {
      return log.size() > 0 || validate ? commit.run() : new Outcome.Unchanged();
    }
    shared = true;
    TransactionReplies replies = share.replies();
    if (replies != null) {
      queued.settle(log.writes(), replies);
    }
    if (share.isReplyLost()) {
      queued.lost();
    }
    return share.outcome();
  }

  /** Begins a group on the connection of this attempt. */
  private CommitGroup found(long patienceNanos) {
    WatchSet watched = watchSet.copy();
    WriteLog all = new WriteLog();
    AttemptTransaction transaction = new AttemptTransaction(slot, watched, all);
    return new CommitGroup(
        connection,
        watched,
        all,
        new GroupCommit(parts, all, transaction),
        slot.value(),
        patienceNanos);
  }
}
