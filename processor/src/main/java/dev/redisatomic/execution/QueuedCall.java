package dev.redisatomic.execution;

import dev.redisatomic.RoundTrip;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.GroupWaiter;
import dev.redisatomic.contention.KeyLease;
import dev.redisatomic.contention.LocalQueue;
import dev.redisatomic.wire.WireLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that queues for its hot keys: before each attempt, and when a nested call declares more.
 */
final class QueuedCall implements AutoCloseable {

  /** A call that has less time left than this number of patiences commits alone. */
  private static final int LONGEST_WAITS = 4;

  private final AtomicDefinition definition;
  private final Grouping grouping;
  private final Body<?> body;
  private final KeyLease lease;
  private final Retries retries;
  private final SurroundingTransactions around;
  private @Nullable QueuedAdmission admission;
  private @Nullable WireLog wire;
  private boolean inAttempt;
  private boolean failed;
  private long bodyStarted;

  QueuedCall(
      AtomicDefinition definition,
      LocalQueue queue,
      Grouping grouping,
      Body<?> body,
      Retries retries,
      SurroundingTransactions around) {
    this.definition = definition;
    this.grouping = grouping;
    this.body = body;
    this.lease = queue.lease(this::kind);
    this.retries = retries;
    this.around = around;
  }

  private @Nullable Object kind() {
    int before = retries.attempt() - (inAttempt ? 1 : 0);
    boolean last = retries.isLast(before) || isNearTimeout();
    boolean alone = failed || last || !around.isEmpty();
    return grouping.kindOf(definition, body, alone, before == 0 && !last && around.isEmpty());
  }

  /** Whether what others do may take longer than there is time. */
  private boolean isNearTimeout() {
    return retries.nanosLeft() < LONGEST_WAITS * grouping.patience().toNanos();
  }

  /**
   * Waits before an attempt.
   *
   * @param keys those that the outermost method declares
   * @return why there is no attempt, or {@code null} if there is one
   */
  @Nullable String awaitAttempt(List<Key> keys) {
    return retries.awaitAttempt(lease, keys);
  }

  /** Says where the next attempt writes down what it sends; {@code null}: nowhere. */
  void logTo(@Nullable WireLog log) {
    wire = log;
  }

  /** Lists what was sent for an attempt that has ended, as part of a group or alone. */
  List<RoundTrip> roundTrips(Attempt attempt) {
    if (wire == null) {
      return List.of();
    }
    WireLog common =
        admission == null || !attempt.hasCommittedInGroup() ? null : admission.common();
    return common == null ? wire.roundTrips() : common.roundTrips();
  }

  /** Lets an attempt take part in what those in the group queue commit together. */
  void begin(Attempt attempt) {
    inAttempt = true;
    admission = null;
    bodyStarted = 0;
    takePart(attempt);
  }

  private void takePart(Attempt attempt) {
    GroupWaiter waiter = lease.groupWaiter();
    if (waiter != null && (admission == null || admission.waiter() != waiter)) {
      boolean isFirst = retries.attempt() <= 1;
      admission = new QueuedAdmission(waiter, grouping.patience().toNanos(), isFirst, wire);
      attempt.admit(admission);
      if (isNearTimeout()) {
        attempt.runAlone();
      }
    }
    if (bodyStarted == 0 && grouping.enabled() && lease.isQueued()) {
      attempt.diagnostics().time();
      bodyStarted = System.nanoTime();
    }
  }

  /** Notes how long the body has run. */
  void bodyEnded(Attempt attempt) {
    if (bodyStarted != 0) {
      long nanos = System.nanoTime() - bodyStarted - attempt.diagnostics().nanos();
      grouping.history().add(definition, body, nanos);
    }
  }

  /**
   * Waits in the middle of an attempt for the keys that a nested call declares, unless that would
   * make old what was read, or keep a database transaction open: then a retry will.
   *
   * @throws WatchConflictException if the call ends with that; nothing more is sent
   */
  void awaitNested(List<Key> keys, Attempt attempt, DatabaseSide database) {
    boolean late = attempt.hasConnection() || attempt.hasRead() || attempt.hasFailed();
    if (late || !database.isEmpty()) {
      lease.declare(keys);
      return;
    }
    String end = retries.awaitNested(lease, keys);
    if (end != null) {
      WatchConflictException givenUp =
          retries.givenUpInQueue(end, lease, attempt.watchedKeys(), around);
      attempt.fail(givenUp);
      throw givenUp;
    }
    takePart(attempt);
  }

  /**
   * Whether an attempt is about to commit a key before the one that holds it, who would lose an
   * attempt once more; it can run again behind that one. Not for what it writes unseen: that cannot
   * conflict, so it would not queue.
   */
  boolean givesWay(Attempt attempt) {
    if (attempt.hasFailed() || !around.isEmpty()) {
      return false;
    }
    for (Key key : attempt.writtenKeys()) {
      if (attempt.watches(key) && lease.isOvertaking(key)) {
        return retries.allowAnother() && !Thread.currentThread().isInterrupted();
      }
    }
    return false;
  }

  /** Notes what others have to know of an attempt. */
  void ended(Run<?> run) {
    inAttempt = false;
    Attempt attempt = run.context().currentAttempt();
    if (run.outcome() instanceof Outcome.Conflict) {
      lease.conflicted(
          attempt.watchedKeys(), attempt.writtenKeys(), retries.attemptTime().toNanos());
      if (lease.groupWaiter() != null) {
        // all others would wait for the pause before the next attempt
        lease.release();
      }
    } else if (run.isRetryableFailure()) {
      // it may have been the fault of others, or theirs; and they need not wait for what a server
      // in trouble may take
      failed = true;
      lease.release();
    } else if (run.mayHaveWritten()) {
      lease.changed(attempt.writtenKeys());
    } else if (failed && run.outcome() instanceof Outcome.Failed) {
      // it was its own fault, not that of those that it had committed with
      grouping.history().refused(definition, body);
    }
  }

  /**
   * The exception for a call that ends without a further attempt.
   *
   * @param reason why
   * @param declared the keys that the outermost method declares
   * @param last the last attempt, if there was one
   */
  WatchConflictException givenUp(String reason, List<Key> declared, @Nullable Run<?> last) {
    return last == null
        ? retries.givenUpInQueue(reason, lease, declared, around)
        : retries.givenUp(reason, lease, last, around);
  }

  /** Admits the next threads. */
  @Override
  public void close() {
    GroupWaiter waiter = lease.groupWaiter();
    try {
      if (waiter != null && (admission == null || admission.waiter() != waiter)) {
        // the attempt has failed before it began: those before it need not wait
        QueuedAdmission.commitHanded(waiter);
      }
    } finally {
      lease.close();
    }
  }
}
