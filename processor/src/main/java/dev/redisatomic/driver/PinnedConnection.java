package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to one server, held by one attempt. Not thread-safe. */
public interface PinnedConnection {

  /**
   * Sends the commands in one write and waits for all replies: one round trip.
   *
   * @param commands commands made by the same driver
   * @return the raw replies in order, in the form that the driver's own conversions expect; a nil
   *     is {@code null}, an error reply is a {@link RuntimeException}
   * @throws BrokenConnectionException if the connection was lost
   */
  List<@Nullable Object> send(List<? extends Command> commands);

  /** Gives the connection back, clean. Does not throw. */
  void release();

  /** Closes the connection for good. Does not throw. */
  void destroy();
}
