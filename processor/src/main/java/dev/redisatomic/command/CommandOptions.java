package dev.redisatomic.command;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the options of commands whose options decide what they do. A value may look like an option,
 * as in {@code GEORADIUSBYMEMBER places store 1 km} or {@code SORT list BY store}: so words are
 * read in the order in which the server reads them.
 */
final class CommandOptions {

  /**
   * The place and the values of one command's options.
   *
   * @param first the position of the first word that can be an option
   * @param values how many words belong to which option; options that are not named have none
   */
  private record Grammar(int first, Map<String, Integer> values) {}

  /** Words after which keys and ids come, and no more options. */
  private static final Set<String> ENDS = Set.of("STREAMS", "KEYS");

  private static final Map<String, Integer> SORT =
      Map.of("BY", 1, "LIMIT", 2, "GET", 1, "STORE", 1);
  private static final Map<String, Integer> GEORADIUS =
      Map.of("COUNT", 1, "STORE", 1, "STOREDIST", 1);
  private static final Map<String, Integer> XREAD =
      Map.of("COUNT", 1, "BLOCK", 1, "MAXCOUNT", 1, "MAXSIZE", 1, "GROUP", 2, "CLAIM", 1);

  private static final Map<String, Grammar> GRAMMARS =
      Map.ofEntries(
          entry("SORT", new Grammar(2, SORT)),
          entry("SORT_RO", new Grammar(2, SORT)),
          entry("GEORADIUS", new Grammar(6, GEORADIUS)),
          entry("GEORADIUSBYMEMBER", new Grammar(5, GEORADIUS)),
          entry("BITFIELD", new Grammar(2, Map.of("GET", 2, "SET", 3, "INCRBY", 3, "OVERFLOW", 1))),
          entry("XREAD", new Grammar(1, XREAD)),
          entry("XREADGROUP", new Grammar(1, XREAD)),
          entry("MIGRATE", new Grammar(6, Map.of("AUTH", 1, "AUTH2", 2))),
          entry("TS.READ", new Grammar(3, Map.of("BLOCK", 2, "MAX_COUNT", 1))));

  private CommandOptions() {}

  /** Whether one of these is among the options of a command that is listed here. */
  static boolean has(Command command, Set<String> names) {
    return positions(command).stream().anyMatch(at -> names.contains(word(command, at)));
  }

  /** The position of the last of these among the options; 0 if there is none. */
  static int last(Command command, Set<String> names) {
    int last = 0;
    for (int at : positions(command)) {
      last = names.contains(word(command, at)) ? at : last;
    }
    return last;
  }

  /** The positions at which options stand. */
  private static List<Integer> positions(Command command) {
    List<Integer> positions = new ArrayList<>();
    Grammar grammar = GRAMMARS.get(command.name());
    if (grammar == null) {
      return positions;
    }
    for (int at = grammar.first(); at < command.size(); at++) {
      String word = word(command, at);
      positions.add(at);
      if (ENDS.contains(word)) {
        break;
      }
      at += grammar.values().getOrDefault(word, 0);
    }
    return positions;
  }

  /** The values of all options with one of these names that take one value. */
  static List<String> valuesOf(Command command, Set<String> names) {
    return positions(command).stream()
        .filter(at -> names.contains(word(command, at)) && at + 1 < command.size())
        .map(at -> Words.text(command.word(at + 1)))
        .toList();
  }

  private static String word(Command command, int position) {
    return Words.text(command.word(position)).toUpperCase(Locale.ROOT);
  }
}
