package dev.redisatomic.execution;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The read-write database transactions around a call, which are not its own. Before each run they
 * get a savepoint, and what a run that ends badly has done is undone.
 */
final class SurroundingTransactions {

  private static final Log log = LogFactory.getLog(SurroundingTransactions.class);

  private static final SurroundingTransactions NONE =
      new SurroundingTransactions(null, List.of(), false);

  private final @Nullable OpenTransactions open;
  private final List<TransactionStatus> transactions;
  private final boolean unknown;
  private List<Object> savepoints = List.of();
  private boolean undone = true;

  private SurroundingTransactions(
      @Nullable OpenTransactions open, List<TransactionStatus> transactions, boolean unknown) {
    this.open = open;
    this.transactions = transactions;
    this.unknown = unknown;
  }

  static SurroundingTransactions find() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return NONE;
    }
    OpenTransactions open = OpenTransactions.find();
    if (open != null) {
      return new SurroundingTransactions(open, open.readWrite(), false);
    }
    // of a manager that nobody listens to
    return TransactionSynchronizationManager.isCurrentTransactionReadOnly()
        ? NONE
        : new SurroundingTransactions(null, List.of(), true);
  }

  boolean isEmpty() {
    return transactions.isEmpty() && !unknown;
  }

  /** The transactions to join; {@code null} if their manager does not tell when they commit. */
  @Nullable OpenTransactions open() {
    return open;
  }

  List<TransactionStatus> all() {
    return transactions;
  }

  /** Sees to it that a run can be undone, where that is possible. */
  void beforeRun() {
    if (isEmpty()) {
      return;
    }
    undone = false;
    savepoints = new ArrayList<>(transactions.size());
    if (unknown || hasPersistenceContext()) {
      return;
    }
    try {
      for (TransactionStatus transaction : transactions) {
        savepoints.add(transaction.createSavepoint());
      }
    } catch (RuntimeException e) {
      log.debug("No savepoint, so the run cannot be undone on the database", e);
    }
  }

  /**
   * Undoes a run that ended badly; unless that rolls everything back in any case, and does not run
   * again: returning to a savepoint would hide it.
   */
  void afterRun(boolean good, boolean again) {
    if (transactions.isEmpty()
        || savepoints.size() < transactions.size()
        || (!again && transactions.stream().anyMatch(TransactionStatus::isRollbackOnly))) {
      return;
    }
    try {
      for (int i = transactions.size() - 1; i >= 0; i--) {
        if (!good) {
          transactions.get(i).rollbackToSavepoint(savepoints.get(i));
        }
        transactions.get(i).releaseSavepoint(savepoints.get(i));
      }
      undone = !good;
    } catch (RuntimeException e) {
      if (good) {
        // a savepoint that stays until the end of its transaction does no harm
        log.debug("A savepoint could not be released", e);
      } else {
        log.error("A savepoint could not be returned to; the transaction will be rolled back", e);
        transactions.forEach(TransactionStatus::setRollbackOnly);
      }
    }
  }

  /** Whether the last run left nothing on the database that another run would repeat. */
  boolean areUndone() {
    return undone;
  }

  /** JPA would keep in memory what a savepoint has undone. */
  private static boolean hasPersistenceContext() {
    return TransactionSynchronizationManager.getResourceMap().values().stream()
        .anyMatch(resource -> resource.getClass().getName().startsWith("org.springframework.orm."));
  }

  String note() {
    if (isEmpty()) {
      return "";
    }
    return undone
        ? " What it did in the surrounding database transaction was undone."
        : " What it did in the surrounding database transaction is left to that: let this exception"
            + " pass, so that it rolls back.";
  }

  /** The reason why the body must not run again. */
  @Nullable String whyNotAgain() {
    return undone
        ? null
        : "without a retry, because that would repeat what it did in the surrounding database"
            + " transaction, which has no savepoint to return to; joinTransaction, or @Transactional"
            + " on the atomic method alone, avoids that";
  }
}
