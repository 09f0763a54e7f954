package dev.redisatomic.execution;

import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.wire.WireLog;
import org.jspecify.annotations.Nullable;

/** What is written down about one call, for those who listen. By itself nothing, for nobody. */
class CallReport {

  static final CallReport NONE = new CallReport();

  /** Where the next attempt writes down what it sends; {@code null}: nowhere. */
  @Nullable WireLog wireLog() {
    return null;
  }

  void attemptEnded(
      AttemptContext context, Outcome outcome, @Nullable Throwable thrown, Retries retries) {}

  void callEnded(Retries retries, @Nullable Throwable thrown) {}
}
