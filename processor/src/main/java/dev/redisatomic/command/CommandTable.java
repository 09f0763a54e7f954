package dev.redisatomic.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that this library knows without asking a server: {@code commands.txt}, which is made
 * from what servers say, and {@code commands-by-hand.txt}. What neither has, as commands of modules
 * and of newer servers, is for the server to tell.
 */
public final class CommandTable {

  static final String GENERATED = "commands.txt";
  static final String BY_HAND = "commands-by-hand.txt";

  private static final Map<String, CommandInfo> ROWS = new HashMap<>();
  private static final Set<String> CONTAINERS = new HashSet<>();

  static {
    read(GENERATED, ROWS);
    read(BY_HAND, ROWS);
    for (String name : ROWS.keySet()) {
      int space = name.indexOf(' ');
      if (space > 0) {
        CONTAINERS.add(name.substring(0, space));
      }
    }
  }

  private CommandTable() {}

  /**
   * Whether a command is known as one that only reads, or is not known at all.
   *
   * @param command any command
   * @return {@code false} if it is known, and its reply may be a mere status
   */
  public static boolean mayOnlyRead(Command command) {
    CommandInfo info = infoOn(fullName(command));
    return info == null || info.is(CommandFlag.READONLY);
  }

  /** The first word in upper case; the first two where the second one names the command, too. */
  static String fullName(Command command) {
    String name = command.name();
    return command.size() > 1 && CONTAINERS.contains(name)
        ? name + ' ' + Words.text(command.word(1)).toUpperCase(Locale.ROOT)
        : name;
  }

  /** Finds the description of a command, or returns {@code null}. */
  static @Nullable CommandInfo infoOn(String fullName) {
    return ROWS.get(fullName);
  }

  static void read(String file, Map<String, CommandInfo> rows) {
    try (InputStream in = CommandTable.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource " + file + " of " + CommandTable.class + " is missing");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> addRow(line, rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addRow(String line, Map<String, CommandInfo> rows) {
    int end = line.indexOf(' ');
    String name = line.substring(0, end).replace('|', ' ');
    if (rows.put(name, CommandInfo.parse(line.substring(end + 1))) != null) {
      throw new IllegalStateException("There are two rows for the command " + name);
    }
  }
}
