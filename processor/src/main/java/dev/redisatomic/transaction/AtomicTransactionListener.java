package dev.redisatomic.transaction;

import dev.redisatomic.execution.DatabaseTransactions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;

/**
 * Passes on what happens to transactions that really begin. A transaction manager tells its
 * listeners of a commit after every synchronization, when only the commit itself is left: no
 * synchronization could be the last one.
 */
public final class AtomicTransactionListener implements TransactionExecutionListener {

  private final DatabaseTransactions transactions;

  /**
   * A listener for any number of transaction managers.
   *
   * @param transactions receives each event
   */
  public AtomicTransactionListener(DatabaseTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void beforeBegin(TransactionExecution transaction) {
    tell(transaction, transactions::beginning);
  }

  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null) {
      tell(transaction, transactions::begun);
      tellOfSavepoint(transaction, transactions::savepointSet);
    }
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    tell(transaction, transactions::committing);
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    tell(transaction, status -> transactions.committed(status, failure));
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    tell(transaction, status -> transactions.rolledBack(status, failure));
    tellOfSavepoint(transaction, transactions::returnedToSavepoint);
  }

  /** Passes an event on, unless it is about a savepoint: those are not new transactions. */
  private static void tell(TransactionExecution transaction, Consumer<TransactionStatus> event) {
    if (transaction.isNewTransaction() && transaction instanceof TransactionStatus status) {
      event.accept(status);
    }
  }

  private static void tellOfSavepoint(
      TransactionExecution transaction, Consumer<TransactionStatus> event) {
    if (!transaction.isNewTransaction()
        && transaction instanceof TransactionStatus status
        && status.isNested()) {
      event.accept(status);
    }
  }
}
