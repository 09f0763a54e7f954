package dev.redisatomic.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The database transactions that are open on a thread: usually one, several with several managers.
 * Suspended with them, and told first when they are over.
 */
final class OpenTransactions implements TransactionSynchronization {

  private static final Class<?> KEY = OpenTransactions.class;

  private final List<TransactionStatus> open = new ArrayList<>(1);
  private final List<TransactionStatus> begun = new ArrayList<>(1);
  private final @Nullable OpenTransactions before;
  private @Nullable JoinedAttempt joined;
  private boolean rollbackOnly;
  private boolean committing;
  private boolean completed;

  private OpenTransactions(@Nullable OpenTransactions before) {
    this.before = before;
  }

  /** The transactions of this thread; {@code null} if there are none, or nobody tells of them. */
  static @Nullable OpenTransactions find() {
    return TransactionSynchronizationManager.getResource(KEY) instanceof OpenTransactions found
        ? found
        : null;
  }

  static void begun(TransactionStatus transaction) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      OpenTransactions all = find();
      if (all == null || all.completed) {
        // what completes is not suspended while synchronizations begin something new
        TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
        all = new OpenTransactions(all);
        TransactionSynchronizationManager.bindResource(KEY, all);
        TransactionSynchronizationManager.registerSynchronization(all);
      }
      all.open.add(transaction);
      all.begun.add(transaction);
    }
  }

  /** Notes that what is done on the thread from here on is not part of the transaction any more. */
  static void ending(TransactionStatus transaction) {
    OpenTransactions all = find();
    if (all != null) {
      all.open.remove(transaction);
      all.committing = true;
    }
  }

  /** Ends the last thing that a manager does, too, so that it is not taken for a transaction. */
  static void ended() {
    OpenTransactions all = find();
    if (all != null && all.completed) {
      all.unbind();
    }
  }

  private void unbind() {
    TransactionSynchronizationManager.unbindResource(KEY);
    if (before != null) {
      TransactionSynchronizationManager.bindResource(KEY, before);
    }
  }

  List<TransactionStatus> readWrite() {
    return open.stream().filter(each -> !each.isReadOnly()).toList();
  }

  @Nullable JoinedAttempt joined() {
    return joined;
  }

  void joinedBy(JoinedAttempt attempt) {
    joined = attempt;
  }

  /** Whether one was marked rollback-only before synchronizations had their say: it is known. */
  boolean wasRollbackOnly() {
    return rollbackOnly;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    rollbackOnly = open.stream().anyMatch(TransactionStatus::isRollbackOnly);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(KEY);
    if (joined != null) {
      joined.suspend();
    }
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(KEY, this);
    if (joined != null) {
      joined.resume();
    }
  }

  @Override
  public void afterCompletion(int status) {
    open.clear();
    completed = true;
    if (status == STATUS_UNKNOWN && !committing) {
      // a TransactionException came before the commit: nobody tells of the end
      unbind();
    }
    if (joined != null) {
      joined.dropUnlessCommitted();
    }
    AttemptContext context = AttemptBinding.find();
    if (context != null && begun.stream().anyMatch(context.database()::isOpen)) {
      // not with one that began inside of the body: that goes on
      context.suspend();
    }
  }
}
