package dev.redisatomic.connection;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/**
 * Commands sent as words, {@code connection.execute("CMD", …)}: the driver has no keys for them. In
 * the tables, keys begin with {@code k}, and {@code _} is an empty word.
 */
@EachServer
abstract class RawCommands {

  final CommandWalk walk;

  RawCommands(RedisSetup redis) {
    this.walk = new CommandWalk(redis, Protocol.RESP3);
  }

  @AfterEach
  void close() {
    walk.close();
  }

  Command command(String line) {
    String known = line.replace("LCS-OR-STRALGO", lcs());
    String[] words = known.split(" ", -1);
    String[] arguments = Arrays.copyOfRange(words, 1, words.length);
    return walk.command(
        words[0],
        Stream.of(arguments).map(word -> word.equals("_") ? "" : word).toArray(String[]::new));
  }

  /** Redis 6.2 has a command that the driver has never heard of; Redis 7 renamed it. */
  private String lcs() {
    return walk.flags("LCS").isEmpty() ? "STRALGO LCS KEYS" : "LCS";
  }

  static List<Key> keysIn(String line) {
    List<Key> keys = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      if (word.matches("k\\d?")) {
        keys.add(Key.of(word));
      }
    }
    return keys;
  }
}
