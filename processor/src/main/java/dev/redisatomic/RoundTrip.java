package dev.redisatomic;

import java.util.List;

/**
 * Commands that were sent in one write.
 *
 * @param commands in the order in which they were sent, 1 or more
 */
public record RoundTrip(List<SentCommand> commands) {

  /** Copies the list. */
  public RoundTrip {
    commands = List.copyOf(commands);
  }
}
