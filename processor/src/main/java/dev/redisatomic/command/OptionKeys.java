package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys that key specifications do not find, because options or values decide where they
 * are.
 */
final class OptionKeys {

  private OptionKeys() {}

  /** Finds the keys of a command; {@code null} for a command that is described otherwise. */
  static @Nullable List<KeyPosition> of(Command command) {
    return switch (command.name()) {
      // the destination is anywhere behind the key, and the last one counts
      case "SORT" -> withDestination(command, Set.of("STORE"));
      case "GEORADIUS", "GEORADIUSBYMEMBER" ->
          withDestination(command, Set.of("STORE", "STOREDIST"));
      // a group or a consumer may be called "streams", too, and the group be changed
      case "XREAD" -> streams(command, KeyUse.READ);
      case "XREADGROUP" -> streams(command, KeyUse.WRITE);
      // one key in its place; if it is the empty one, perhaps several at the end instead
      case "MIGRATE" -> migrated(command);
      default -> null;
    };
  }

  private static List<KeyPosition> withDestination(Command command, Set<String> options) {
    List<KeyPosition> keys = new ArrayList<>();
    if (command.size() > 1) {
      keys.add(new KeyPosition(1, KeyUse.READ));
    }
    int store = CommandOptions.last(command, options);
    if (store > 0 && store + 1 < command.size()) {
      keys.add(new KeyPosition(store + 1, KeyUse.WRITE));
    }
    return keys;
  }

  /** Finds as many keys as ids follow them. */
  private static List<KeyPosition> streams(Command command, KeyUse use) {
    int first = CommandOptions.last(command, Set.of("STREAMS")) + 1;
    return first == 1 ? List.of() : keys(first, (command.size() - first) / 2, use);
  }

  private static List<KeyPosition> migrated(Command command) {
    if (command.size() < 4) {
      return List.of();
    }
    int first = CommandOptions.last(command, Set.of("KEYS")) + 1;
    return first == 1 || command.word(3).length > 0
        ? keys(3, 1, KeyUse.WRITE)
        : keys(first, command.size() - first, KeyUse.WRITE);
  }

  private static List<KeyPosition> keys(int first, int count, KeyUse use) {
    List<KeyPosition> keys = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      keys.add(new KeyPosition(i, use));
    }
    return keys;
  }
}
