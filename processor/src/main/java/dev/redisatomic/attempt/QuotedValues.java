package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;

/** Error replies that quote values, which must not get into logs and messages. */
final class QuotedValues {

  private QuotedValues() {}

  /** The reply, or another error in its place that says the same without the values. */
  static @Nullable Object hide(@Nullable Object reply, ClassifiedCommand command, Driver driver) {
    // "not now" quotes nothing, and has to stay recognisable, whatever word a value is
    if (!(reply instanceof RuntimeException error) || Failure.isPassing(error)) {
      return reply;
    }
    String message = String.valueOf(error.getMessage());
    String shown = ErrorWords.withoutValues(message, command);
    return shown.equals(message) ? error : driver.reworded(error, shown);
  }
}
