package dev.redisatomic.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns, once per method, of calls inside a database transaction that they do not commit with,
 * whether or not there is a conflict.
 */
final class UnjoinedTransactions {

  private static final Log log = LogFactory.getLog(AtomicExecutor.class);

  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  void check(Run<?> run, SurroundingTransactions around) {
    if (around.isEmpty() || !run.context().database().isEmpty()) {
      return;
    }
    String method = run.context().definition().name();
    if (warned.add(method)) {
      log.warn(
          method
              + " was called inside a database transaction that it does not commit with: its commit on"
              + " Redis is final, even if that transaction is rolled back later. With joinTransaction"
              + " = true, or redis.atomic.join-transactions, both commit together.");
    }
  }
}
