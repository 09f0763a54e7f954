package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import dev.redisatomic.connection.AnsweredWrite;
import dev.redisatomic.connection.RecordedWrite;
import org.jspecify.annotations.Nullable;

/** Answers the commands that Spring Data issues on a {@link Driver#view view}. */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Answers one command.
   *
   * @param command the command
   * @return the raw reply, a {@link RecordedWrite} if the command was recorded instead, or an
   *     {@link AnsweredWrite} if its reply is known all the same
   * @throws RuntimeException the driver's own exception for an error reply, or a Spring {@code
   *     DataAccessException}
   */
  @Nullable Object answer(Command command);
}
