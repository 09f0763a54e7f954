package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import org.jspecify.annotations.Nullable;

/** Answers the commands that Spring Data issues on a {@link Driver#view view}. */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Answers one command.
   *
   * @param command the command
   * @return a reply as a {@link PinnedConnection} gives it, but no {@link ErrorReply}
   * @throws RuntimeException Spring's exception in place of an error reply
   */
  @Nullable Object answer(Command command);
}
