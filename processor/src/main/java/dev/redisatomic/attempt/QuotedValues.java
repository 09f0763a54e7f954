package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.driver.ErrorReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Error replies that quote values, which must not get into logs and messages. */
final class QuotedValues {

  /** Codes of errors about the connection's user, or about a script that is not there. */
  private static final Set<String> QUOTE_NOTHING =
      Set.of("NOPERM", "NOAUTH", "WRONGPASS", "NOSCRIPT");

  private QuotedValues() {}

  /** The reply, or another error in its place that says the same without the values. */
  static @Nullable Object hide(@Nullable Object reply, ClassifiedCommand command) {
    // "not now" quotes nothing, and has to stay recognisable, whatever word a value is
    return reply instanceof ErrorReply error
            && !error.isRetryable()
            && !QUOTE_NOTHING.contains(error.code())
        ? error.withMessage(ErrorWords.withoutValues(error.message(), command))
        : reply;
  }
}
