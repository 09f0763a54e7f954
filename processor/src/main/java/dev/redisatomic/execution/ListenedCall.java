package dev.redisatomic.execution;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RoundTrip;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.wire.WireLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the attempts of a call, and reports them when the call ends. Single-use. */
final class ListenedCall extends CallReport {

  private final AtomicCall call;
  private final boolean commandsWanted;
  private final Consumer<CallEvent> listeners;
  private final long started = System.nanoTime();
  private final List<AttemptEvent> attempts = new ArrayList<>(1);

  ListenedCall(AtomicCall call, boolean commandsWanted, Consumer<CallEvent> listeners) {
    this.call = call;
    this.commandsWanted = commandsWanted;
    this.listeners = listeners;
  }

  @Override
  @Nullable WireLog wireLog() {
    return commandsWanted ? new WireLog() : null;
  }

  @Override
  void attemptEnded(Run<?> run, Retries retries, List<RoundTrip> roundTrips) {
    Duration duration = retries.attemptTime();
    Attempt attempt = run.context().currentAttempt();
    attempts.add(
        new AttemptEvent(
            retries.attempt(),
            run.outcome().kind(),
            attempt.reads(),
            attempt.writes(),
            run.context().keyTemplates(),
            run.context().watchedKeys(),
            duration,
            run.thrown() == null ? causeOf(run.outcome()) : run.thrown(),
            roundTrips));
  }

  @Override
  void callEnded(Retries retries, @Nullable Throwable thrown) {
    listeners.accept(
        new CallEvent(
            call,
            lastOutcome(retries, thrown),
            attempts,
            Duration.ofNanos(System.nanoTime() - started),
            retries.waited(),
            thrown));
  }

  private AtomicOutcome lastOutcome(Retries retries, @Nullable Throwable thrown) {
    if (attempts.size() < retries.attempt()) {
      // an attempt was interrupted by an exception of its own, without an outcome
      return AtomicOutcome.UNKNOWN;
    }
    if (attempts.isEmpty()) {
      return thrown instanceof WatchConflictException
          ? AtomicOutcome.CONFLICT
          : AtomicOutcome.FAILED;
    }
    AttemptEvent last = attempts.get(attempts.size() - 1);
    // the one that was thrown while the attempt waited in a queue
    return last.outcome() == AtomicOutcome.FAILED && thrown instanceof WatchConflictException
        ? AtomicOutcome.CONFLICT
        : last.outcome();
  }

  private static @Nullable Throwable causeOf(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.cause();
    }
    return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : null;
  }
}
