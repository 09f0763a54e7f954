package dev.redisatomic.execution;

import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.transaction.TransactionStatus;

/**
 * The database's side of an attempt: the transactions that commit with it or not at all, and the
 * commit of both. Without a database transaction none of this happens.
 */
final class DatabaseSide {

  private final AtomicDefinition definition;
  private final Attempt attempt;
  private final RecordedWork work;
  private final AttemptBinding binding;
  private final OwnTransactions transactions = new OwnTransactions();
  private @Nullable Consumer<@Nullable Throwable> whenEnded;
  private @Nullable Outcome outcome;

  DatabaseSide(
      AtomicDefinition definition, Attempt attempt, RecordedWork work, AttemptBinding binding) {
    this.definition = definition;
    this.attempt = attempt;
    this.work = work;
    this.binding = binding;
  }

  /** Notes whether the attempt begins inside a transaction, which is none of its own. */
  void attemptBegins() {
    transactions.attemptBegins();
  }

  /** Refuses a body that would not commit with the database transaction that it runs in. */
  void requireReady() {
    transactions.requireUsable(definition);
    transactions.requireKnown(definition);
  }

  /** Adds a transaction that has begun and commits with the attempt. */
  void begun(TransactionStatus transaction) {
    // those before it must not wait while it holds locks in the database
    attempt.runAlone();
    if (!transactions.isOpen()) {
      work.databaseBegun();
    }
    transactions.begun(transaction);
  }

  /** Removes a transaction that commits by itself. */
  void disown(TransactionStatus transaction) {
    transactions.disown(transaction);
  }

  /** Has all open transactions rolled back. */
  void doom() {
    transactions.doom();
  }

  /**
   * Commits the attempt while a database transaction waits to commit. What is done on this thread
   * from here on is not part of the attempt.
   *
   * @param everyRead whether even a single read is validated
   */
  Outcome commit(boolean everyRead) {
    try {
      Outcome end = committed(everyRead);
      outcome = end;
      return end;
    } finally {
      binding.setAside();
      attempt.release();
    }
  }

  private Outcome committed(boolean everyRead) {
    try {
      return attempt.commit(everyRead);
    } catch (RuntimeException e) {
      return new Outcome.Unknown(e);
    } catch (Error e) {
      return new Outcome.Unknown(new RedisSystemException("An error interrupted the commit", e));
    }
  }

  /** Notes that a commit is over: what comes of an exception nobody knows. */
  void committed(TransactionStatus transaction, @Nullable Throwable failure) {
    if (failure == null) {
      transactions.committed(transaction);
    } else {
      transactions.failed(transaction);
    }
    ended(failure);
  }

  /** Notes that a rollback is over: what comes of an exception nobody knows. */
  void rolledBack(TransactionStatus transaction, @Nullable Throwable failure) {
    if (failure == null) {
      transactions.rolledBack(transaction);
    } else {
      transactions.failed(transaction);
    }
    ended(failure);
  }

  private void ended(@Nullable Throwable failure) {
    if (!attempt.isOver()) {
      // rolled back, and what was recorded in it, too; advice around it may go on
      work.databaseRolledBack();
      binding.bind();
    } else if (whenEnded != null && !transactions.isOpen()) {
      whenEnded.accept(failure);
    }
  }

  /** Has something done when all transactions are over; a conflict is not retried then. */
  void whenEnded(Consumer<@Nullable Throwable> action) {
    whenEnded = action;
  }

  /** Whether a conflict is retried at all. */
  boolean mayRunAgain() {
    return whenEnded == null;
  }

  /** The reason why the body must not run again, although it may have ended with a conflict. */
  @Nullable String whyNotAgain() {
    return transactions.areRolledBack()
        ? null
        : "because its database transaction could not be rolled back";
  }

  /** The outcome of the attempt, if it has ended with a database transaction. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  /**
   * Makes of what was thrown through the database transaction what the caller has to know.
   *
   * @return {@code null} if all of it is in the outcome
   */
  @Nullable Throwable withoutSignal(@Nullable Throwable thrown) {
    Outcome end = outcome;
    if (end == null) {
      return thrown;
    }
    if (end instanceof Outcome.Committed && !transactions.areCommitted()) {
      return commitFailed(thrown);
    }
    boolean told = thrown instanceof RollbackSignal || transactions.areRolledBack();
    return !end.isGood() && told ? null : thrown;
  }

  /** The exception for a commit on Redis that the database did not follow. */
  DatabaseCommitFailedException commitFailed(@Nullable Throwable cause) {
    return transactions.commitFailed(definition, attempt.watchedKeys(), cause);
  }

  /** Whether the attempt has ended with database transactions, all of which have committed. */
  boolean isCommitted() {
    return outcome != null && transactions.areCommitted();
  }

  boolean owns(TransactionStatus transaction) {
    return transactions.owns(transaction);
  }

  boolean isEmpty() {
    return transactions.isEmpty();
  }

  boolean isOpen() {
    return transactions.isOpen();
  }

  boolean isOpen(TransactionStatus transaction) {
    return transactions.isOpen(transaction);
  }

  /** A sentence on what became of the database's part of an attempt that did not commit. */
  String note() {
    return transactions.note();
  }

  /** The exception for a body that is called while there is no attempt for it. */
  RuntimeException notNow() {
    return new InvalidDataAccessApiUsageException(
        attempt.isOver()
            ? "The body of "
                + definition.name()
                + " was called again after its attempt had committed with its database transaction."
                + " Put @Retryable, or what else calls it again, outside of the atomic method."
            : "An atomic method has joined a database transaction, as "
                + definition.name()
                + " did, and then begun one of its own: choose between joinTransaction and"
                + " REQUIRES_NEW.");
  }
}
