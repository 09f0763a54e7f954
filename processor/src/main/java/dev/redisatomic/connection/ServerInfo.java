package dev.redisatomic.connection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says about a command in {@code COMMAND INFO}.
 *
 * @param known whether the server has the command
 * @param flags its flags
 * @param firstKey the position of the first key, 0 for none
 * @param lastKey the position of the last key, negative to count from the end
 * @param step the distance from key to key
 */
record ServerInfo(boolean known, EnumSet<CommandFlag> flags, int firstKey, int lastKey, int step) {

  private static final ServerInfo UNKNOWN =
      new ServerInfo(false, EnumSet.noneOf(CommandFlag.class), 0, 0, 0);

  /** Takes the first command that the server knows. */
  static ServerInfo parse(@Nullable Object reply) {
    if (reply instanceof List<?> commands) {
      for (Object command : commands) {
        if (command instanceof List<?> entry && entry.size() >= 6) {
          List<String> flags = new ArrayList<>();
          ((Collection<?>) entry.get(2)).forEach(flag -> flags.add(Words.text(flag)));
          return new ServerInfo(
              true, CommandFlag.of(flags), number(entry, 3), number(entry, 4), number(entry, 5));
        }
      }
    }
    return UNKNOWN;
  }

  private static int number(List<?> entry, int index) {
    return ((Number) entry.get(index)).intValue();
  }

  List<Key> keysOf(Command command) {
    List<Key> keys = new ArrayList<>();
    if (firstKey > 0) {
      int last = lastKey < 0 ? command.size() + lastKey : lastKey;
      for (int i = firstKey; i <= last && i < command.size(); i += Math.max(step, 1)) {
        keys.add(Key.of(command.word(i)));
      }
    }
    return keys;
  }
}
