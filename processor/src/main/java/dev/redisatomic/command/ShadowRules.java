package dev.redisatomic.command;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that cannot be tried on a shadow, a private copy of a key, because they would do
 * something else there, or something that everybody sees.
 */
final class ShadowRules {

  private static final String SCRIPT = "a script may make names of other keys out of its own";
  private static final String GROUP = "what happens to a consumer group cannot be guarded by WATCH";
  private static final String ELSEWHERE = "it moves the key to another database or server";
  private static final String ALL_KEYS = "it changes keys that it does not name";
  private static final String STATISTICS = "the copy has statistics of its own";

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("EVAL", SCRIPT),
          Map.entry("EVALSHA", SCRIPT),
          Map.entry("EVAL_RO", SCRIPT),
          Map.entry("EVALSHA_RO", SCRIPT),
          Map.entry("FCALL", SCRIPT),
          Map.entry("FCALL_RO", SCRIPT),
          Map.entry("XREADGROUP", GROUP),
          Map.entry("XCLAIM", GROUP),
          Map.entry("XAUTOCLAIM", GROUP),
          Map.entry("XNACK", GROUP),
          Map.entry("XACK", GROUP),
          Map.entry("XACKDEL", GROUP),
          Map.entry("XGROUP", GROUP),
          Map.entry("MOVE", ELSEWHERE),
          Map.entry("MIGRATE", ELSEWHERE),
          Map.entry("FLUSHDB", ALL_KEYS),
          Map.entry("FLUSHALL", ALL_KEYS),
          Map.entry("SWAPDB", ALL_KEYS));

  private static final Set<String> OF_THE_KEY = Set.of("FREQ", "IDLETIME");

  private ShadowRules() {}

  /** The reason why a command cannot be tried on shadows, or {@code null} if it can. */
  static @Nullable String reason(Command command, boolean positionsAreKnown) {
    String name = command.name();
    String reason = BY_NAME.get(name);
    if (reason != null) {
      return reason;
    }
    if (!positionsAreKnown) {
      return "only the server knows which of its words are keys";
    }
    if (CommandRules.isOfModule(command) && CommandTable.infoOn(name) == null) {
      return "it belongs to a module that this library does not know";
    }
    return switch (name) {
      case "COPY" -> hasWord(command, 3, "DB") ? ELSEWHERE : null;
      case "OBJECT" -> OF_THE_KEY.contains(upper(command, 1)) ? STATISTICS : null;
      case "SORT" ->
          CommandOptions.has(command, Set.of("BY", "GET")) && hasPattern(command)
              ? "its patterns name other keys"
              : null;
      default -> null;
    };
  }

  private static boolean hasPattern(Command command) {
    return CommandOptions.valuesOf(command, Set.of("BY", "GET")).stream()
        .anyMatch(pattern -> pattern.contains("*"));
  }

  private static boolean hasWord(Command command, int from, String word) {
    return IntStream.range(from, command.size()).anyMatch(i -> upper(command, i).equals(word));
  }

  private static String upper(Command command, int index) {
    return index < command.size() ? Words.text(command.word(index)).toUpperCase(Locale.ROOT) : "";
  }
}
