package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits until replicas have a commit, before the method returns.
 *
 * @param replicas how many replicas have to confirm, 1 or more
 * @param timeout how long the server waits for them
 * @see <a href="https://redis.io/docs/latest/commands/wait/">WAIT</a>
 */
public record Replication(int replicas, Duration timeout) {

  Command await() {
    return Command.of("WAIT", bytes(replicas), bytes(Math.max(1, timeout.toMillis())));
  }

  /** The number of confirmations that are missing; all of them if WAIT was refused. */
  long missing(@Nullable Object reply) {
    return reply instanceof Long confirmed ? Math.max(0, replicas - confirmed) : replicas;
  }

  private static byte[] bytes(long number) {
    return String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
  }
}
