package dev.redisatomic.execution;

import dev.redisatomic.RoundTrip;
import dev.redisatomic.wire.WireLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports one call to listeners. This one reports nothing, for when nobody listens. */
class CallReport {

  static final CallReport NONE = new CallReport();

  /** A log for what the next attempt sends; {@code null} if nobody wants to know. */
  @Nullable WireLog wireLog() {
    return null;
  }

  void attemptEnded(Run<?> run, Retries retries, List<RoundTrip> roundTrips) {}

  void callEnded(Retries retries, @Nullable Throwable thrown) {}
}
