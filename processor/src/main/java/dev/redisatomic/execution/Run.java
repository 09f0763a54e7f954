package dev.redisatomic.execution;

import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run of the body.
 *
 * @param outcome what became of it on Redis
 * @param value what the body returned
 * @param thrown what was thrown; nothing if it only carried the outcome through a database
 *     transaction
 * @param context whose attempt it was
 */
record Run<T>(
    Outcome outcome, @Nullable T value, @Nullable Throwable thrown, AttemptContext context) {

  static <T> Run<T> of(AttemptContext context, List<Key> keys, Body<T> body) {
    T value = null;
    Throwable thrown = null;
    try {
      try {
        value = context.run(keys, body);
      } catch (Throwable e) {
        thrown = e;
      }
      Outcome outcome = context.end(thrown);
      return new Run<>(outcome, value, context.database().withoutSignal(thrown), context);
    } finally {
      context.release();
    }
  }

  List<Key> watched() {
    return context.currentAttempt().watchedKeys();
  }

  boolean isGood() {
    return outcome.isGood() && thrown == null;
  }

  boolean asksForAnother() {
    return outcome instanceof Outcome.Conflict || isRetryableFailure();
  }

  /** A sentence on what became of the database's part. */
  String databaseNote(SurroundingTransactions around) {
    return context.database().isEmpty() ? around.note() : context.database().note();
  }

  /** The reason why the body must not run again, whatever the policy says; often none. */
  @Nullable String whyNotAgain(SurroundingTransactions around) {
    return context.database().isEmpty() ? around.whyNotAgain() : context.database().whyNotAgain();
  }

  boolean mayHaveWritten() {
    return !(outcome instanceof Outcome.Unchanged || outcome instanceof Outcome.Failed);
  }

  /** Whether all that was done is done for good, so that callbacks can run. */
  boolean isCommitted() {
    return outcome.isGood() && (thrown == null || context.database().isCommitted());
  }

  /**
   * Whether the attempt failed, and would perhaps not fail again. An exception that the body threw
   * for another reason is the body's, unless the failure kept it from being validated.
   */
  boolean isRetryableFailure() {
    if (!(outcome instanceof Outcome.Failed failed) || !failed.retryable()) {
      return false;
    }
    return thrown == null
        || context.currentAttempt().wasIntact()
        || causes(thrown).anyMatch(e -> e == failed.cause());
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, e -> e != null, Throwable::getCause).limit(100);
  }

  /**
   * Ends the call with this run: returns what the body returned, or throws.
   *
   * @throws Throwable what the body threw, or the exception for the outcome
   */
  @Nullable T result(SurroundingTransactions around) throws Throwable {
    RuntimeException failure =
        OutcomeExceptions.of(context.definition(), outcome, databaseNote(around));
    if (thrown == null) {
      if (failure != null) {
        throw failure;
      }
      return value;
    }
    if (failure instanceof WatchConflictException && !(thrown instanceof Error)) {
      // its time went by in a nested call, whatever the body has made of that
      if (causes(thrown).noneMatch(cause -> cause == failure)) {
        failure.addSuppressed(thrown);
      }
      throw failure;
    }
    if (outcome instanceof Outcome.Failed || failure == null) {
      if (failure != null && failure != thrown) {
        thrown.addSuppressed(failure);
      }
      throw thrown;
    }
    // the database could not be rolled back, but the worse news is about Redis
    failure.addSuppressed(thrown);
    throw failure;
  }
}
