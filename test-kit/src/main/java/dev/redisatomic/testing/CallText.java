package dev.redisatomic.testing;

import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import java.util.List;

/** A call as text to read. */
final class CallText {

  private final RecordedCall call;
  private final boolean hideValues;

  CallText(RecordedCall call, boolean hideValues) {
    this.call = call;
    this.hideValues = hideValues;
  }

  String text() {
    CallEvent event = call.event();
    StringBuilder text = new StringBuilder(event.call().method());
    text.append(": ").append(event.outcome().label()).append(" in ");
    text.append(counted(event.attempts().size(), "attempt"));
    event.attempts().forEach(attempt -> append(attempt, text));
    if (event.thrown() != null) {
      text.append("\n  thrown: ").append(call.shown(event.thrown()));
    }
    return text.toString();
  }

  private void append(AttemptEvent attempt, StringBuilder text) {
    text.append("\n  attempt ").append(attempt.number());
    text.append(": ").append(attempt.outcome().label());
    text.append(", watched ").append(attempt.watchedKeys());
    if (attempt.cause() != null) {
      text.append(", because of ").append(call.shown(attempt.cause()));
    }
    for (RoundTrip roundTrip : attempt.roundTrips()) {
      append(roundTrip.commands(), text);
    }
  }

  /** A dash for each round trip. */
  private void append(List<SentCommand> commands, StringBuilder text) {
    String margin = "\n    - ";
    for (SentCommand command : commands) {
      text.append(margin).append(hideValues ? HiddenValues.in(command) : command);
      margin = "\n      ";
    }
  }

  static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
