package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server says about a command in {@code COMMAND INFO}.
 *
 * @param known whether the server has the command
 * @param flags its flags
 * @param firstKey the position of the first key, 0 for none
 * @param lastKey the position of the last key, negative to count from the end
 * @param step the distance from key to key
 * @param subcommands what is known about commands of two words, by the second one in upper case;
 *     servers before Redis 7 do not tell
 */
record ServerInfo(
    boolean known,
    EnumSet<CommandFlag> flags,
    int firstKey,
    int lastKey,
    int step,
    Map<String, ServerInfo> subcommands) {

  private static final int SUBCOMMANDS = 9;
  private static final ServerInfo UNKNOWN =
      new ServerInfo(false, EnumSet.noneOf(CommandFlag.class), 0, 0, 0, Map.of());

  /** Takes the first command that the server knows. */
  static ServerInfo parse(@Nullable Object reply) {
    if (reply instanceof List<?> commands) {
      for (Object command : commands) {
        if (command instanceof List<?> entry && entry.size() >= 6) {
          return command(entry);
        }
      }
    }
    return UNKNOWN;
  }

  private static ServerInfo command(List<?> entry) {
    List<String> flags = new ArrayList<>();
    ((Collection<?>) entry.get(2)).forEach(flag -> flags.add(Words.text(flag)));
    Map<String, ServerInfo> subcommands = new HashMap<>();
    if (entry.size() > SUBCOMMANDS && entry.get(SUBCOMMANDS) instanceof Collection<?> entries) {
      for (Object subcommand : entries) {
        if (subcommand instanceof List<?> its && its.size() >= 6) {
          subcommands.put(secondWord(Words.text(its.get(0))), command(its));
        }
      }
    }
    return new ServerInfo(
        true,
        CommandFlag.of(flags),
        number(entry, 3),
        number(entry, 4),
        number(entry, 5),
        Map.copyOf(subcommands));
  }

  /** Of a name such as "object|encoding". */
  private static String secondWord(String name) {
    return name.substring(name.indexOf('|') + 1).toUpperCase(Locale.ROOT);
  }

  private static int number(List<?> entry, int index) {
    return ((Number) entry.get(index)).intValue();
  }

  /** The subcommand, if the command is one of two words; else the command itself. */
  ServerInfo of(Command command) {
    if (subcommands.isEmpty() || command.size() < 2) {
      return this;
    }
    return subcommands.getOrDefault(Words.text(command.word(1)).toUpperCase(Locale.ROOT), UNKNOWN);
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
