package dev.redisatomic.execution;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RoundTrip;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.wire.WireLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the attempts of a call, and tells of them when all is over. Single-use. */
final class ListenedCall extends CallReport {

  private final AtomicCall call;
  private final boolean commandsWanted;
  private final Consumer<CallEvent> listeners;
  private final long started = System.nanoTime();
  private final List<AttemptEvent> attempts = new ArrayList<>(1);
  private @Nullable WireLog wire;

  ListenedCall(AtomicCall call, boolean commandsWanted, Consumer<CallEvent> listeners) {
    this.call = call;
    this.commandsWanted = commandsWanted;
    this.listeners = listeners;
  }

  @Override
  @Nullable WireLog wireLog() {
    wire = commandsWanted ? new WireLog() : null;
    return wire;
  }

  @Override
  void attemptEnded(
      AttemptContext context, Outcome outcome, @Nullable Throwable thrown, Retries retries) {
    Duration duration = retries.attemptTime();
    Attempt attempt = context.state();
    List<RoundTrip> roundTrips = wire == null ? List.of() : wire.roundTrips();
    attempts.add(
        new AttemptEvent(
            retries.attempt(),
            publicOutcome(outcome),
            attempt.reads(),
            attempt.writes(),
            context.keyTemplates(),
            attempt.watchedKeys().stream().map(Key::toString).toList(),
            duration,
            thrown == null ? causeOf(outcome) : thrown,
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
      // an attempt that ended in a way that nobody has thought of
      return AtomicOutcome.UNKNOWN;
    }
    if (attempts.isEmpty()) {
      return thrown instanceof WatchConflictException
          ? AtomicOutcome.CONFLICT
          : AtomicOutcome.FAILED;
    }
    return attempts.get(attempts.size() - 1).outcome();
  }

  private static @Nullable Throwable causeOf(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.cause();
    }
    return outcome instanceof Outcome.Unknown unknown ? unknown.cause() : null;
  }

  private static AtomicOutcome publicOutcome(Outcome outcome) {
    if (outcome instanceof Outcome.Committed) {
      return AtomicOutcome.COMMITTED;
    }
    if (outcome instanceof Outcome.Unchanged) {
      return AtomicOutcome.UNCHANGED;
    }
    if (outcome instanceof Outcome.Conflict) {
      return AtomicOutcome.CONFLICT;
    }
    if (outcome instanceof Outcome.Failed) {
      return AtomicOutcome.FAILED;
    }
    return outcome instanceof Outcome.Partial ? AtomicOutcome.PARTIAL : AtomicOutcome.UNKNOWN;
  }
}
