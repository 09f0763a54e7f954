package dev.redisatomic.attempt;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt: verifies its writes, commits them, alone or with others, and settles the
 * results. Used once.
 */
final class Completion {

  private final Sending sending;
  private final Commit commit;
  private final Writes writes;
  private final QueuedResults queued;
  private final IntSupplier guardedReads;
  private boolean intact = true;
  private boolean shared;

  /**
   * An end that has not come yet.
   *
   * @param commit commits the attempt alone
   * @param guardedReads counts the reads that a change of a watched key would make stale
   */
  Completion(
      Sending sending,
      Commit commit,
      Writes writes,
      QueuedResults queued,
      IntSupplier guardedReads) {
    this.sending = sending;
    this.commit = commit;
    this.writes = writes;
    this.queued = queued;
    this.guardedReads = guardedReads;
  }

  /** Sends the writes, or validates what was read: even a single read, if so asked. */
  Outcome commit(boolean everyRead) {
    return end(everyRead ? sending.watchSet().guardsAny() : mayBeTorn());
  }

  /** Drops the writes, and validates what was read if it may be torn, and if so asked. */
  Outcome abandon(boolean validate) {
    dropWrites();
    return end(validate && mayBeTorn());
  }

  /** Whether nothing had failed on the server until the body ended. */
  boolean wasIntact() {
    return intact;
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
    int consistent = sending.membership().isMember() ? 0 : 1;
    return guardedReads.getAsInt() > consistent;
  }

  private Outcome end(boolean validate) {
    Failure failure = sending.connection().failure();
    if (failure != null) {
      intact = false;
      sending.membership().close();
      return failure.outcome();
    }
    Outcome outcome;
    try {
      RuntimeException refusal = refusal();
      outcome = refusal == null ? ended(validate) : refused(refusal);
    } catch (RuntimeException e) {
      failure = sending.connection().failure();
      if (failure == null) {
        throw e;
      }
      outcome = failure.outcome();
    }
    queued.settleUnsent(outcome);
    return outcome;
  }

  /** The reason why the writes must not be sent; {@code null} if they may. */
  private @Nullable RuntimeException refusal() {
    try {
      writes.verify();
      return null;
    } catch (RuntimeException e) {
      if (sending.connection().failure() != null) {
        throw e;
      }
      return e;
    }
  }

  /** Ends without the writes: they may be refused because of something that has changed. */
  private Outcome refused(RuntimeException reason) {
    dropWrites();
    sending.membership().leave();
    boolean stale = mayBeTorn() && commit.run() instanceof Outcome.Conflict;
    return stale ? new Outcome.Conflict() : new Outcome.Failed(reason, false);
  }

  private Outcome ended(boolean validate) {
    Share share = sending.membership().end(validate);
    if (share == null) {
      return commit.hasWrites() || validate ? commit.run() : new Outcome.Unchanged();
    }
    shared = true;
    TransactionReplies replies = share.replies();
    if (replies != null) {
      queued.settle(share.writes(), replies);
    }
    if (share.isReplyLost()) {
      queued.lost();
    }
    return share.outcome();
  }
}
