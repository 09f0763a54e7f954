package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;

/** While somebody records. */
final class AttemptFlightRecord extends FlightRecord {

  private final AttemptFlightEvent event;

  private AttemptFlightRecord(AttemptFlightEvent event) {
    this.event = event;
  }

  static FlightRecord begin() {
    AttemptFlightEvent event = new AttemptFlightEvent();
    if (!event.isEnabled()) {
      return NOWHERE;
    }
    event.begin();
    return new AttemptFlightRecord(event);
  }

  @Override
  void end(AtomicStep step, int number, Attempt attempt, Outcome outcome) {
    event.end();
    if (event.shouldCommit()) {
      event.method = step.name();
      event.attempt = number;
      event.outcome = outcome.label();
      event.reads = attempt.reads();
      event.writes = attempt.writes();
      event.commit();
    }
  }
}
