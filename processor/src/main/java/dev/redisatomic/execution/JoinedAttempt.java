package dev.redisatomic.execution;

import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;

/**
 * The attempt of a surrounding database transaction: the atomic methods that are called in it join,
 * and it commits with the transaction. There is no retry, because the library could only repeat its
 * own part. Listeners get one call, when the transaction is over.
 */
final class JoinedAttempt {

  private final AtomicDefinition definition;
  private final SharedState shared;
  private final Retries retries;
  private final AttemptContext context;
  private CallReport report = CallReport.NONE;
  private Outcome withoutCommit = new Outcome.Unchanged();
  private @Nullable RuntimeException thrown;
  private boolean running;

  /**
   * An attempt that no method has joined.
   *
   * @param definition the first method that joins; its settings count
   * @param transactions those that it commits with
   */
  JoinedAttempt(
      SharedState shared, AtomicDefinition definition, List<TransactionStatus> transactions) {
    this.shared = shared;
    this.definition = definition;
    this.retries = new Retries(definition);
    this.context =
        new AttemptContext(
            definition, retries.begin(), definition.factoryOfAttempt(), shared.markers(), null);
    transactions.forEach(context.database()::begun);
    context.database().whenEnded(this::ended);
  }

  /** Runs an atomic method as part of this attempt; only while it runs is anything bound. */
  <T> @Nullable T run(
      AtomicDefinition inner, SurroundingTransactions around, List<Key> keys, Body<T> body)
      throws Throwable {
    around.beforeRun();
    try {
      context.bind();
      running = true;
      T value = context.join(inner, keys, body);
      around.afterRun(true, false);
      return value;
    } catch (Throwable e) {
      around.afterRun(false, false);
      if (!around.areUndone() && thrown == null) {
        thrown = notUndone(inner, e);
      }
      throw e;
    } finally {
      running = false;
      context.unbind();
    }
  }

  /**
   * Makes the exception for a method whose writes to Redis are dropped: if the rest were to commit,
   * that would be half of it.
   */
  private static RuntimeException notUndone(AtomicDefinition inner, Throwable thrown) {
    return new InvalidDataAccessApiUsageException(
        "A database transaction cannot commit, because "
            + inner.name()
            + ", which had joined it, threw, and what it did on the database cannot be undone by"
            + " itself. Let the exception pass, and have @Transactional roll back for it"
            + " (rollbackFor). Nothing was applied to Redis, and the database is rolled back.",
        thrown);
  }

  AtomicDefinition definition() {
    return definition;
  }

  AttemptContext context() {
    return context;
  }

  void suspend() {
    if (running) {
      context.suspend();
    }
  }

  void resume() {
    if (running) {
      context.bind();
    }
  }

  boolean belongsTo(TransactionStatus transaction) {
    return context.database().owns(transaction) && !context.isOver();
  }

  /** Commits while the transaction waits to. What is thrown rolls it back. */
  void commit() {
    if (thrown != null) {
      throw thrown;
    }
    report = shared.listeners().callStarted(definition);
    Outcome outcome = context.database().commit(true);
    if (outcome instanceof Outcome.Conflict) {
      thrown = conflict();
    } else if (!outcome.isGood()) {
      thrown =
          OutcomeExceptions.of(
              definition, outcome, " The surrounding database transaction is rolled back.");
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  private WatchConflictException conflict() {
    List<String> keys = context.watchedKeys();
    return new WatchConflictException(
        definition.name()
            + " had joined a database transaction, which cannot commit: one of the watched keys "
            + keys
            + " changed. Nothing was applied to Redis, the database transaction is rolled back, and"
            + " there is no retry: call again what began it.",
        null,
        1,
        keys,
        retries.attemptTime());
  }

  /** The transaction is over without having come to a commit. */
  void dropUnlessCommitted() {
    if (!context.isOver()) {
      withoutCommit = context.drop();
      report = shared.listeners().callStarted(definition);
      ended(null);
    }
  }

  private void ended(@Nullable Throwable failure) {
    context.unbind();
    // the commit may have been done, and not have returned
    Outcome committed = context.database().outcome();
    Outcome outcome = committed == null ? withoutCommit : committed;
    if (outcome instanceof Outcome.Committed && !context.database().isCommitted()) {
      thrown = context.database().commitFailed(failure);
    }
    Run<?> run = new Run<>(outcome, null, null, context);
    report.attemptEnded(run, retries, List.of());
    if (run.mayHaveWritten()) {
      // nobody waits in the queues for the transaction's sake
      shared.queue(definition.factory()).written(context.currentAttempt().writtenKeys());
    }
    if (outcome.isGood() && context.database().isCommitted()) {
      context.runCallbacks();
      shared.unclaimedScripts().check(definition, context.currentAttempt());
      thrown = OutcomeExceptions.unreplicated(definition, outcome);
    }
    report.callEnded(retries, thrown);
    if (thrown != null && outcome.isGood()) {
      throw thrown;
    }
  }
}
