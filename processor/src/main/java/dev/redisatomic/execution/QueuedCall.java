package dev.redisatomic.execution;

import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.KeyLease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that queues for its hot keys: before each attempt, and when a nested call declares more.
 */
final class QueuedCall implements AutoCloseable {

  private final KeyLease lease;
  private final Retries retries;
  private final SurroundingTransactions around;

  QueuedCall(KeyLease lease, Retries retries, SurroundingTransactions around) {
    this.lease = lease;
    this.retries = retries;
    this.around = around;
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

  /**
   * Waits in the middle of an attempt for the keys that a nested call declares, unless that would
   * make old what was read, or keep a database transaction open: then a retry will.
   *
   * @throws WatchConflictException if the call ends with that; nothing more is sent
   */
  void awaitNested(List<Key> keys, Attempt attempt, OwnTransactions database) {
    if (attempt.hasConnection() || attempt.hasFailed() || !database.isEmpty()) {
      lease.declare(keys);
      return;
    }
    String end = retries.awaitNested(lease, keys);
    if (end != null) {
      WatchConflictException givenUp =
          retries.givenUpInLine(end, lease, attempt.watchedKeys(), around);
      attempt.fail(givenUp);
      throw givenUp;
    }
  }

  /**
   * Whether an attempt is about to commit a key before the one that holds it, who would lose an
   * attempt once more; it can run again behind that one. Not for what it writes unseen: that cannot
   * conflict, so it would not get into line.
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
    Attempt attempt = run.context().currentAttempt();
    if (run.outcome() instanceof Outcome.Conflict) {
      lease.conflicted(
          attempt.watchedKeys(), attempt.writtenKeys(), retries.attemptTime().toNanos());
    } else if (run.isRetryableFailure()) {
      // others need not wait for what a server in trouble may take
      lease.release();
    } else if (run.mayHaveWritten()) {
      lease.changed(attempt.writtenKeys());
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
        ? retries.givenUpInLine(reason, lease, declared, around)
        : retries.givenUp(reason, lease, last, around);
  }

  /** Admits the next threads. */
  @Override
  public void close() {
    lease.close();
  }
}
