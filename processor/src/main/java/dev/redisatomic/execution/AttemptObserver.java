package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.connection.AtomicConnectionFactory;
import dev.redisatomic.wire.WireLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Watches one attempt for all who want to know of it: the listeners, those of them who want the
 * commands, the flight recorder and the debug log. Nothing is written down for those who do not.
 */
final class AttemptObserver {

  private static final Log log = LogFactory.getLog(AtomicExecutor.class);

  private final Retries retries;
  private final CallReport report;
  private final QueuedCall call;
  private final @Nullable WireLog wire;
  private final FlightRecord flight;

  private AttemptObserver(Retries retries, CallReport report, QueuedCall call) {
    this.retries = retries;
    this.report = report;
    this.call = call;
    this.wire = report.wireLog();
    this.flight = FlightRecord.begin();
  }

  /** Begins to watch the attempt that the call has just begun. */
  static AttemptObserver begin(Retries retries, CallReport report, QueuedCall call) {
    AttemptObserver observer = new AttemptObserver(retries, report, call);
    call.logTo(observer.wire);
    return observer;
  }

  /** The same factory, or one that writes down what is sent. */
  AtomicConnectionFactory observed(AtomicConnectionFactory factory) {
    return wire == null ? factory : factory.through(wire.through(factory.driver()));
  }

  void ended(Run<?> run) {
    flight.end(retries.attempt(), run);
    report.attemptEnded(run, retries, call.roundTrips(run.context().currentAttempt()));
    if (log.isDebugEnabled()) {
      log.debug(describe(run));
    }
  }

  private String describe(Run<?> run) {
    Attempt attempt = run.context().currentAttempt();
    Throwable thrown = run.thrown();
    return run.context().definition().name()
        + " attempt "
        + retries.attempt()
        + " on "
        + attempt.watchedKeys()
        + ", "
        + counted(attempt.reads(), "read")
        + " and "
        + counted(attempt.writes(), "write")
        + ": "
        + run.outcome().kind().label()
        + (thrown == null ? "" : ", the body threw " + thrown.getClass().getSimpleName() + ",")
        + " in "
        + retries.attemptTime().toNanos() / 1000
        + " µs";
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
