package dev.redisatomic.execution;

import dev.redisatomic.DatabaseCommitFailedException;
import dev.redisatomic.command.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The database transactions that commit with an attempt or not at all, and how they ended. */
final class OwnTransactions {

  private enum End {
    NONE,
    COMMITTED,
    ROLLED_BACK,
    UNKNOWN
  }

  /** Made for the first one: most attempts have none. A status is equal to itself alone. */
  private Map<TransactionStatus, End> ends = Map.of();

  private boolean doomed;
  private boolean inTransaction;

  void begun(TransactionStatus transaction) {
    if (ends.isEmpty()) {
      ends = new HashMap<>();
    }
    // with those that advice has begun anew the method has nothing to do any more
    ends.values().removeIf(End.ROLLED_BACK::equals);
    doomed = doomed && isOpen();
    ends.put(transaction, End.NONE);
  }

  boolean owns(TransactionStatus transaction) {
    return ends.containsKey(transaction);
  }

  void disown(TransactionStatus transaction) {
    ends.remove(transaction);
  }

  void committed(TransactionStatus transaction) {
    ended(transaction, End.COMMITTED);
  }

  void rolledBack(TransactionStatus transaction) {
    ended(transaction, End.ROLLED_BACK);
  }

  void failed(TransactionStatus transaction) {
    ended(transaction, End.UNKNOWN);
  }

  private void ended(TransactionStatus transaction, End end) {
    ends.replace(transaction, end);
  }

  /** Has all rolled back, before Spring decides whether to commit in spite of an exception. */
  void doom() {
    for (Map.Entry<TransactionStatus, End> each : ends.entrySet()) {
      if (each.getValue() == End.NONE) {
        each.getKey().setRollbackOnly();
        doomed = true;
      }
    }
  }

  /** Refuses a body whose database transaction is going to be rolled back whatever it does. */
  void requireUsable(AtomicDefinition definition) {
    if (doomed && isOpen()) {
      throw new InvalidDataAccessApiUsageException(
          definition.name()
              + " threw, and was called again inside the same database transaction, which is marked"
              + " rollback-only by now. Put @Retryable, or what else calls it again, outside of the"
              + " transaction.");
    }
  }

  /** Notes whether the attempt begins inside a transaction, which is none of its own. */
  void attemptBegins() {
    inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
  }

  /** Refuses a transaction whose manager has no listener: EXEC would be sent after its commit. */
  void requireKnown(AtomicDefinition definition) {
    if (!inTransaction
        && ends.isEmpty()
        && TransactionSynchronizationManager.isActualTransactionActive()
        && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new InvalidDataAccessApiUsageException(
          "The transaction manager of "
              + definition.name()
              + " does not tell when it commits, so that Redis cannot commit with it. It has to be a"
              + " bean that is a ConfigurableTransactionManager, as Spring's own are. Nothing was"
              + " sent.");
    }
  }

  /** The exception that tells the caller that Redis has committed and the database has not. */
  DatabaseCommitFailedException commitFailed(
      AtomicDefinition definition, List<Key> watched, @Nullable Throwable cause) {
    boolean rolledBack = areRolledBack();
    List<String> keys = watched.stream().map(Key::toString).toList();
    return new DatabaseCommitFailedException(
        definition.name()
            + ": Redis has committed (watched keys "
            + keys
            + "), but then the commit of the database failed, and it "
            + (rolledBack ? "was rolled back." : "may or may not be committed.")
            + " Not retried, because that would apply the writes to Redis twice: compare the two, and"
            + " mend one of them.",
        cause,
        keys,
        rolledBack);
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  boolean isOpen() {
    return ends.containsValue(End.NONE);
  }

  boolean isOpen(TransactionStatus transaction) {
    return ends.get(transaction) == End.NONE;
  }

  /** True also if there are none. */
  boolean areCommitted() {
    return ends.isEmpty() || ends.values().stream().allMatch(End.COMMITTED::equals);
  }

  /** True also if there are none. */
  boolean areRolledBack() {
    return ends.isEmpty() || ends.values().stream().allMatch(End.ROLLED_BACK::equals);
  }

  /** A sentence on what became of the database's part of an attempt that did not commit. */
  String note() {
    if (ends.isEmpty()) {
      return "";
    }
    return areRolledBack()
        ? " The database transaction was rolled back."
        : " Whether the database transaction was rolled back is not known.";
  }
}
