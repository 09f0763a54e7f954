package dev.redisatomic.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.springframework.data.redis.core.RedisCallback;

/** Commands that templates have no methods for. */
final class RawCommands {

  private RawCommands() {}

  /** The reply as text; "null" for a command that was recorded. */
  static String run(AtomicClient client, String name, String... arguments) {
    byte[][] words =
        Arrays.stream(arguments).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new);
    RedisCallback<String> command = connection -> String.valueOf(connection.execute(name, words));
    return String.valueOf(client.redis().execute(command));
  }

  /** Inside a body: recorded, so that EXEC applies everything and its reply goes nowhere. */
  static void killThisConnection(AtomicClient client) {
    run(client, "CLIENT", "KILL", "ID", run(client, "CLIENT", "ID"), "SKIPME", "no");
  }
}
