package dev.redisatomic.execution;

import dev.redisatomic.attempt.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;

/**
 * Follows the database transactions of a thread, and lets an attempt commit with the one that is
 * its own. Begin, commit and rollback are those of transactions that really begin, not of those
 * that take part in another one; savepoints have methods of their own.
 */
public final class DatabaseTransactions {

  private final InnerTransactions inner;

  /**
   * A listener without state of its own.
   *
   * @param inner whether a body may begin read-write transactions
   */
  public DatabaseTransactions(InnerTransactions inner) {
    this.inner = inner;
  }

  /**
   * A transaction is about to begin.
   *
   * @param transaction which
   * @throws InvalidDataAccessApiUsageException if it begins inside a body and is not allowed there
   */
  public void beginning(TransactionStatus transaction) {
    AttemptContext context = AttemptBinding.find();
    if (context != null && !context.takesTransactions() && context.database().mayRunAgain()) {
      requireAllowed(transaction, context);
    }
  }

  /**
   * A transaction has begun.
   *
   * @param transaction which
   */
  public void begun(TransactionStatus transaction) {
    OpenTransactions.begun(transaction);
    AttemptContext context = AttemptBinding.find();
    if (context != null && context.takesTransactions()) {
      context.database().begun(transaction);
    }
  }

  /**
   * A transaction has nothing left to do but to commit. What is thrown makes it roll back.
   *
   * @param transaction which
   */
  public void committing(TransactionStatus transaction) {
    OpenTransactions open = OpenTransactions.find();
    JoinedAttempt joined = open == null ? null : open.joined();
    OpenTransactions.ending(transaction);
    AttemptContext context = AttemptBinding.find();
    if (transaction.isRollbackOnly() && (open == null || open.wasRollbackOnly())) {
      // the manager finds out when it commits
      return;
    }
    if (context != null && context.database().owns(transaction)) {
      requireNotRollbackOnly(transaction, context.definition());
      commit(transaction, context);
    } else if (joined != null && joined.belongsTo(transaction)) {
      requireNotRollbackOnly(transaction, joined.definition());
      flush(transaction);
      joined.commit();
    }
  }

  /** Refuses what some managers would commit: they do not look again after the synchronizations. */
  private static void requireNotRollbackOnly(
      TransactionStatus transaction, AtomicDefinition definition) {
    if (transaction.isRollbackOnly()) {
      throw new InvalidDataAccessApiUsageException(
          "The database transaction of "
              + definition.name()
              + " was marked rollback-only by a synchronization, when it was about to commit."
              + " Nothing was applied to Redis, and the database is rolled back.");
    }
  }

  private void commit(TransactionStatus transaction, AttemptContext context) {
    if (!context.hasBodyReturned()) {
      // advice has had a transaction of its own before the body
      requireAllowed(transaction, context);
      context.database().disown(transaction);
      return;
    }
    flush(transaction);
    Outcome outcome = context.database().commit(!transaction.isReadOnly());
    if (!outcome.isGood()) {
      // also those of other managers, in case advice in between keeps the signal to itself
      context.database().doom();
      throw new RollbackSignal(context.definition(), outcome);
    }
  }

  /** A violated constraint has to be known before EXEC; a read-only one is not flushed at all. */
  private static void flush(TransactionStatus transaction) {
    if (!transaction.isReadOnly()) {
      transaction.flush();
    }
  }

  /**
   * A commit is over.
   *
   * @param transaction which
   * @param failure what went wrong, if anything; then nobody knows whether it was committed
   */
  public void committed(TransactionStatus transaction, @Nullable Throwable failure) {
    OpenTransactions.ended();
    AttemptContext context = AttemptBinding.findOwner(transaction);
    if (context != null) {
      context.database().committed(transaction, failure);
    }
  }

  /**
   * A rollback is over.
   *
   * @param transaction which
   * @param failure what went wrong, if anything; then nobody knows whether it was rolled back
   */
  public void rolledBack(TransactionStatus transaction, @Nullable Throwable failure) {
    OpenTransactions.ended();
    AttemptContext context = AttemptBinding.findOwner(transaction);
    if (context != null) {
      context.database().rolledBack(transaction, failure);
    }
  }

  /**
   * A nested transaction has begun: a savepoint of another one.
   *
   * @param nested which
   */
  public void savepointSet(TransactionStatus nested) {
    AttemptContext context = takingPart();
    if (context != null) {
      context.work().setSavepoint(nested);
    }
  }

  /**
   * A nested transaction was rolled back to its savepoint, and what was recorded since is, too.
   *
   * @param nested which
   */
  public void returnedToSavepoint(TransactionStatus nested) {
    AttemptContext context = takingPart();
    if (context != null) {
      context.work().returnTo(nested);
    }
  }

  /** The attempt that is bound, or the one that waits for the commit. */
  private static @Nullable AttemptContext takingPart() {
    AttemptContext context = AttemptBinding.find();
    if (context != null) {
      return context;
    }
    OpenTransactions open = OpenTransactions.find();
    JoinedAttempt joined = open == null ? null : open.joined();
    return joined == null || joined.context().isOver() ? null : joined.context();
  }

  private void requireAllowed(TransactionStatus transaction, AttemptContext context) {
    if (inner == InnerTransactions.REFUSE && !transaction.isReadOnly()) {
      throw new InvalidDataAccessApiUsageException(
          "A database transaction begins inside of the atomic method "
              + context.definition().name()
              + ": it would commit by itself, and again with each retry. Put @Transactional on the"
              + " atomic method, so that both commit together; or begin it in"
              + " AtomicContext.current().afterCommit(…); or, if it may be repeated, set"
              + " redis.atomic.inner-transactions=allow.");
    }
  }
}
