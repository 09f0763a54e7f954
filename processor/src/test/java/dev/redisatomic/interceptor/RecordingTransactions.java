package dev.redisatomic.interceptor;

import java.util.List;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions on nothing, to see when they begin and end. */
final class RecordingTransactions extends AbstractPlatformTransactionManager {

  private static final long serialVersionUID = 1L;

  private final transient List<String> events;

  RecordingTransactions(List<String> events) {
    this.events = events;
  }

  @Override
  protected Object doGetTransaction() {
    return events;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    events.add("begin");
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    events.add("commit");
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    events.add("rollback");
  }
}
