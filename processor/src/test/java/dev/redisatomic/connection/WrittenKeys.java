package dev.redisatomic.connection;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.List;
import java.util.Set;

/** Which keys a write changes, by the manual: for servers that cannot tell (before Redis 7). */
final class WrittenKeys {

  private static final Set<String> FIRST_WORD =
      Set.of(
          "ZUNIONSTORE",
          "ZINTERSTORE",
          "ZDIFFSTORE",
          "ZRANGESTORE",
          "SUNIONSTORE",
          "SINTERSTORE",
          "SDIFFSTORE",
          "GEOSEARCHSTORE",
          "PFMERGE");

  private static final Set<String> SECOND_WORD = Set.of("BITOP", "COPY");

  private WrittenKeys() {}

  static List<Key> of(Command command, List<Key> all) {
    if (FIRST_WORD.contains(command.name())) {
      return List.of(Key.of(command.word(1)));
    }
    if (SECOND_WORD.contains(command.name())) {
      return List.of(Key.of(command.word(2)));
    }
    return command.name().equals("SORT") && all.size() > 1 ? List.of(all.get(1)) : all;
  }
}
