package dev.redisatomic.execution;

import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.AtomicConnectionFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that is in no other: its attempts, and those who have to know of them, which
 * are the queues for its keys, the database transactions around it, and listeners.
 */
final class OutermostCall<T> implements AutoCloseable {

  private final SharedState shared;
  private final AtomicDefinition definition;
  private final List<Key> keys;
  private final Body<T> body;
  private final SurroundingTransactions around;
  private final CallReport report;
  private final Retries retries;
  private final QueuedCall queued;
  private @Nullable Run<T> last;

  /**
   * A call that has just begun.
   *
   * @param around the database transactions around it
   */
  OutermostCall(
      SharedState shared,
      AtomicDefinition definition,
      List<Key> keys,
      Body<T> body,
      SurroundingTransactions around) {
    this.shared = shared;
    this.definition = definition;
    this.keys = keys;
    this.body = body;
    this.around = around;
    this.report = shared.listeners().callStarted(definition);
    this.retries = new Retries(definition);
    this.queued =
        new QueuedCall(
            definition,
            shared.queue(definition.factory()),
            shared.grouping(),
            body,
            retries,
            around);
  }

  /**
   * Waits before an attempt.
   *
   * @return why there is no attempt, or {@code null} if there is one
   */
  @Nullable String awaitAttempt() {
    return queued.awaitAttempt(keys);
  }

  /** Runs the body once, and tells all how that went. */
  Run<T> runAttempt() {
    int number = retries.begin();
    AttemptObserver observer = AttemptObserver.begin(retries, report, queued);
    AtomicConnectionFactory factory = observer.observed(definition.factoryOfAttempt());
    around.beforeRun();
    Run<T> run =
        Run.of(
            new AttemptContext(definition, number, factory, shared.markers(), queued), keys, body);
    around.afterRun(run.isGood(), run.asksForAnother());
    observer.ended(run);
    shared.unjoinedTransactions().check(run, around);
    retries.endWith(run.whyNotAgain(around));
    queued.ended(run);
    last = run;
    return run;
  }

  /**
   * Ends the attempts of a call whose last one has asked for another.
   *
   * @param reason why there is none
   * @return the last run, if it has failed
   * @throws WatchConflictException if it ended with a conflict, or if there was none
   */
  Run<T> giveUp(String reason) {
    if (last != null && !(last.outcome() instanceof Outcome.Conflict)) {
      return last;
    }
    throw queued.givenUp(reason, keys, last);
  }

  /** Admits the next threads: there are no more attempts. */
  @Override
  public void close() {
    queued.close();
  }

  /**
   * Returns or throws what the caller gets.
   *
   * @param run the last one
   */
  @Nullable T result(Run<T> run) throws Throwable {
    if (run.isCommitted()) {
      run.context().runCallbacks();
    }
    T result = run.result(around);
    shared.unclaimedScripts().check(definition, run.context().currentAttempt());
    RuntimeException unreplicated = OutcomeExceptions.unreplicated(definition, run.outcome());
    if (unreplicated != null) {
      throw unreplicated;
    }
    return result;
  }

  /** Reports the end of the call. */
  void ended(@Nullable Throwable thrown) {
    report.callEnded(retries, thrown);
  }
}
