package dev.redisatomic.execution;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The event of Java Flight Recorder. Its stack would be that of the retry loop, always. */
@Name("dev.redisatomic.Attempt")
@Label("Attempt of an Atomic Method")
@Description("One run of the body of an atomic method, from its connection to its outcome")
@Category({"Redis Atomic"})
@StackTrace(false)
final class AttemptFlightEvent extends Event {

  @Label("Method")
  @Nullable String method;

  @Label("Attempt")
  @Description("1 for the first attempt of a call")
  int attempt;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Reads")
  int reads;

  @Label("Recorded Writes")
  int writes;
}
