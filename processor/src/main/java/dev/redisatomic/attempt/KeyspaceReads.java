package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads that look at all keys, and would see those of the library among them. */
final class KeyspaceReads {

  private static final Set<String> OF_ANY_KEY = Set.of("DBSIZE", "RANDOMKEY");

  private KeyspaceReads() {}

  /** Whether the attempt's own shadows would be counted, or found. */
  static boolean seeShadows(Command read) {
    return OF_ANY_KEY.contains(read.name());
  }

  /** The reply without keys of the library. */
  static @Nullable Object withoutOwnKeys(Command read, @Nullable Object reply) {
    return switch (read.name()) {
      case "KEYS" -> filtered(reply);
      case "SCAN" ->
          reply instanceof List<?> page && page.size() == 2
              ? List.of(page.get(0), filtered(page.get(1)))
              : reply;
      default -> reply;
    };
  }

  private static @Nullable Object filtered(@Nullable Object reply) {
    if (!(reply instanceof List<?> keys)
        || keys.stream().noneMatch(key -> key instanceof byte[] name && LibraryKeys.owns(name))) {
      return reply;
    }
    List<@Nullable Object> others = new ArrayList<>(keys);
    others.removeIf(key -> key instanceof byte[] name && LibraryKeys.owns(name));
    return others;
  }
}
