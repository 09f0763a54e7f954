package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.ErrorReply;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to ask a server when a key expires, in milliseconds since 1970. */
enum ExpiryQuestion {

  /** One command, since Redis 7.0. */
  ABSOLUTE {
    @Override
    List<Command> about(Shadow shadow) {
      return List.of(Command.of("PEXPIRETIME", shadow.name().bytes()));
    }

    @Override
    long deadline(Iterator<?> replies, UnaryOperator<@Nullable Object> reply) {
      return number(reply.apply(replies.next()));
    }
  },

  /** Two commands: the server's clock, and what remains. */
  RELATIVE {
    @Override
    List<Command> about(Shadow shadow) {
      return List.of(Command.of("TIME"), Command.of("PTTL", shadow.name().bytes()));
    }

    @Override
    long deadline(Iterator<?> replies, UnaryOperator<@Nullable Object> reply) {
      Object time = reply.apply(replies.next());
      long remaining = number(reply.apply(replies.next()));
      return remaining < 0 ? remaining : now(time) + remaining;
    }
  };

  private static final String UNKNOWN = "ERR unknown command";

  /** The commands, one or two. */
  abstract List<Command> about(Shadow shadow);

  /**
   * Reads the replies.
   *
   * @param reply sees each of them, also the errors
   * @return {@link Shadow#NEVER}, {@link Shadow#MISSING}, or the time
   */
  abstract long deadline(Iterator<?> replies, UnaryOperator<@Nullable Object> reply);

  /** Whether an error says that the server is too old for this question. */
  boolean isUnknown(ErrorReply error) {
    return this == ABSOLUTE
        && error.message().startsWith(UNKNOWN)
        && error.message().toUpperCase(Locale.ROOT).contains("PEXPIRETIME");
  }

  private static long number(@Nullable Object reply) {
    return reply instanceof Long number ? number : Shadow.MISSING;
  }

  private static long now(@Nullable Object time) {
    return time instanceof List<?> parts && parts.size() == 2
        ? parse(parts.get(0)) * 1000 + parse(parts.get(1)) / 1000
        : 0;
  }

  private static long parse(@Nullable Object part) {
    return part instanceof byte[] digits ? Long.parseLong(Words.text(digits)) : 0;
  }
}
