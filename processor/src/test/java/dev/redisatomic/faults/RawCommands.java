package dev.redisatomic.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.Arrays;
import org.springframework.data.redis.core.RedisCallback;

/** Commands that templates have no methods for. */
final class RawCommands {

  private RawCommands() {}

  /** The reply as text; "null" for a command that was recorded. */
  static String run(TestApplication client, String name, String... arguments) {
    byte[][] words =
        Arrays.stream(arguments).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new);
    RedisCallback<String> command = connection -> String.valueOf(connection.execute(name, words));
    return String.valueOf(client.redis().execute(command));
  }

  /** For {@link #loseReplies}; on a server that others use, only while a test runs. */
  static void limitReplies(RedisSetup setup, boolean limited) {
    setup
        .admin()
        .configSet("client-output-buffer-limit", limited ? "normal 512kb 512kb 0" : "normal 0 0 0");
  }

  /**
   * Inside a body: a reply beyond the limit, which ends the connection. EXEC applies everything,
   * and its replies go nowhere.
   */
  static void loseReplies(TestApplication client) {
    run(client, "EVAL", "return string.rep('x', 1048576)", "0");
  }
}
