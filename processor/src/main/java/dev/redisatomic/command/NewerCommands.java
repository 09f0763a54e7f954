package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands do that are newer than the driver's own table (Redis 8.4 to 8.10, Valkey 9), so
 * that the server need not be asked about them.
 */
final class NewerCommands {

  /** Where the keys of a command are. */
  private enum Keys {
    FIRST,
    FIRST_TWO,
    /** As many as the first argument says. */
    COUNTED,
    /** As many as the first argument says, each followed by its value. */
    COUNTED_PAIRS
  }

  private record Entry(CommandFlag flag, Keys keys) {}

  private static final Map<String, Entry> ENTRIES = new HashMap<>();

  static {
    add(CommandFlag.WRITE, Keys.FIRST, "DELEX", "DELIFEQ", "INCREX", "XNACK");
    add(CommandFlag.READONLY, Keys.FIRST, "DIGEST", "TS.READ");
    add(CommandFlag.WRITE, Keys.FIRST_TWO, "LMOVEM");
    add(CommandFlag.BLOCKING, Keys.FIRST_TWO, "BLMOVEM");
    add(CommandFlag.READONLY, Keys.COUNTED, "SUNIONCARD", "SDIFFCARD");
    add(CommandFlag.WRITE, Keys.COUNTED_PAIRS, "MSETEX");
    add(
        CommandFlag.READONLY,
        Keys.FIRST,
        "ARCOUNT",
        "ARGET",
        "ARGETRANGE",
        "ARGREP",
        "ARINFO",
        "ARLASTITEMS",
        "ARLEN",
        "ARMGET",
        "ARNEXT",
        "AROP",
        "ARSCAN");
    add(
        CommandFlag.WRITE,
        Keys.FIRST,
        "ARDEL",
        "ARDELRANGE",
        "ARINSERT",
        "ARMSET",
        "ARRING",
        "ARSEEK",
        "ARSET");
  }

  private NewerCommands() {}

  private static void add(CommandFlag flag, Keys keys, String... names) {
    for (String name : names) {
      ENTRIES.put(name, new Entry(flag, keys));
    }
  }

  /** The flags of a command, or {@code null} if it is not one of these. */
  static @Nullable EnumSet<CommandFlag> flagsOf(Command command) {
    Entry entry = ENTRIES.get(command.name());
    return entry == null ? null : EnumSet.of(entry.flag());
  }

  /** The keys of a command, or {@code null} if it is not one of these. */
  static @Nullable List<Key> keysOf(Command command) {
    Entry entry = ENTRIES.get(command.name());
    if (entry == null) {
      return null;
    }
    return switch (entry.keys()) {
      case FIRST -> keys(command, 1, 1, 1);
      case FIRST_TWO -> keys(command, 1, 2, 1);
      case COUNTED -> keys(command, 2, count(command), 1);
      case COUNTED_PAIRS -> keys(command, 2, count(command), 2);
    };
  }

  private static List<Key> keys(Command command, int first, long count, int step) {
    List<Key> keys = new ArrayList<>();
    for (int at = first; keys.size() < count && at < command.size(); at += step) {
      keys.add(Key.of(command.word(at)));
    }
    return keys;
  }

  /** None, where the server will refuse the command anyway. */
  private static long count(Command command) {
    try {
      return Long.parseLong(Words.text(command.word(1)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
