package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;

/** The writes and callbacks that an attempt has recorded, which are taken back together. */
final class RecordedWork {

  private final Attempt attempt;

  /** Made for the first one: most attempts have none. */
  private List<Runnable> callbacks = List.of();

  private Map<TransactionStatus, Savepoint> savepoints = Map.of();
  private Savepoint beforeDatabase = Savepoint.BEGIN;

  private record Savepoint(int writes, int callbacks) {
    static final Savepoint BEGIN = new Savepoint(0, 0);
  }

  RecordedWork(Attempt attempt) {
    this.attempt = attempt;
  }

  void add(Runnable callback) {
    callbacks = callbacks.isEmpty() ? new ArrayList<>() : callbacks;
    callbacks.add(callback);
  }

  void dropCallbacks() {
    callbacks = List.of();
  }

  void runCallbacks(AtomicDefinition definition) {
    for (Runnable callback : callbacks) {
      AtomicExecutor.runCallback(definition, callback);
    }
  }

  /** Takes back what a body has recorded if it throws. */
  <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    int writes = attempt.savepoint();
    int added = callbacks.size();
    try {
      return body.run();
    } catch (Throwable e) {
      if (!attempt.isOver()) {
        attempt.explain(e);
        rollBackTo(writes, added);
      }
      throw e;
    }
  }

  /**
   * Takes back what was recorded last.
   *
   * @param writes a savepoint of the attempt
   * @param added how many callbacks to keep
   */
  private void rollBackTo(int writes, int added) {
    attempt.rollBackTo(writes);
    if (callbacks.size() > added) {
      callbacks.subList(added, callbacks.size()).clear();
    }
  }

  /** Marks the place where the first of the database transactions begins. */
  void databaseBegun() {
    beforeDatabase = new Savepoint(attempt.savepoint(), callbacks.size());
  }

  /** Takes back what was recorded in the database transactions, which have been rolled back. */
  void databaseRolledBack() {
    rollBackTo(beforeDatabase.writes(), beforeDatabase.callbacks());
  }

  /** Sets a savepoint where a nested database transaction has one. */
  void setSavepoint(TransactionStatus nested) {
    savepoints = savepoints.isEmpty() ? new HashMap<>() : savepoints;
    savepoints.put(nested, new Savepoint(attempt.savepoint(), callbacks.size()));
  }

  /** Returns to the savepoint of a nested one; an unknown one is older than the attempt. */
  void returnTo(TransactionStatus nested) {
    Savepoint savepoint = savepoints.getOrDefault(nested, Savepoint.BEGIN);
    rollBackTo(
        Math.min(savepoint.writes(), attempt.savepoint()),
        Math.min(savepoint.callbacks(), callbacks.size()));
  }
}
