package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;

/** Writes an attempt to the flight recording that is running. */
final class AttemptFlightRecord extends FlightRecord {

  private final AttemptFlightEvent event;

  private AttemptFlightRecord(AttemptFlightEvent event) {
    this.event = event;
  }

  static FlightRecord begin() {
    AttemptFlightEvent event = new AttemptFlightEvent();
    if (!event.isEnabled()) {
      return NONE;
    }
    event.begin();
    return new AttemptFlightRecord(event);
  }

  @Override
  void end(int number, Run<?> run) {
    event.end();
    if (event.shouldCommit()) {
      Attempt attempt = run.context().currentAttempt();
      event.method = run.context().definition().name();
      event.attempt = number;
      event.outcome = run.outcome().kind().label();
      event.reads = attempt.reads();
      event.writes = attempt.writes();
      event.commit();
    }
  }
}
