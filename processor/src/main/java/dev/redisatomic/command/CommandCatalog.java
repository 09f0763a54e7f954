package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a command does and which of its words are keys: from the driver, and where the
 * driver does not know (raw commands, modules, newer servers) from the server's {@code COMMAND
 * INFO}, asked once per command, and {@code COMMAND GETKEYS} for keys whose positions vary.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command-info/">COMMAND INFO</a>
 */
public final class CommandCatalog {

  private static final Set<String> CONTAINERS =
      Set.of(
          "ACL",
          "CLIENT",
          "CLUSTER",
          "COMMAND",
          "CONFIG",
          "FUNCTION",
          "LATENCY",
          "MEMORY",
          "MODULE",
          "OBJECT",
          "PUBSUB",
          "SCRIPT",
          "SLOWLOG",
          "XGROUP",
          "XINFO");

  private final Map<String, ServerInfo> serverInfo = new ConcurrentHashMap<>();

  /** Makes a catalog that has asked no server yet. */
  public CommandCatalog() {}

  /**
   * Classifies a command.
   *
   * @param command the command
   * @param ask sends a command to the server and returns its raw reply, or throws the error
   * @return what to do with it, and its keys
   */
  public ClassifiedCommand classify(Command command, Function<Command, @Nullable Object> ask) {
    String fullName = fullName(command);
    String refusal = Refusals.of(fullName, command);
    if (refusal != null) {
      return ClassifiedCommand.refused(command, refusal);
    }
    EnumSet<CommandFlag> flags = flags(command, ask);
    if (flags == null) {
      return ClassifiedCommand.refused(
          command, "Neither the driver nor the server knows this command.");
    }
    refusal = CommandRules.refusal(fullName, flags, command);
    if (refusal != null) {
      return ClassifiedCommand.refused(command, refusal);
    }
    CommandRole role = CommandRules.role(fullName, flags, command);
    List<Key> keys = keys(command, ask);
    return role == CommandRole.READ
        ? new ClassifiedCommand(countOnly(command), role, keys, keys, "")
        : new ClassifiedCommand(command, role, CommandRules.written(command, keys), keys, "");
  }

  private @Nullable EnumSet<CommandFlag> flags(
      Command command, Function<Command, @Nullable Object> ask) {
    EnumSet<CommandFlag> known = command.flags();
    if (known == null) {
      known = NewerCommands.flagsOf(command);
    }
    if (known == null) {
      ServerInfo info = info(command, ask);
      known = info.known() ? info.flags() : null;
    }
    return known;
  }

  private static String fullName(Command command) {
    String name = command.name();
    return command.size() > 1 && CONTAINERS.contains(name)
        ? name + ' ' + Words.text(command.word(1)).toUpperCase(Locale.ROOT)
        : name;
  }

  /**
   * PFCOUNT of one key stores the count that it computes, which would break the attempt's own
   * WATCH; PFCOUNT of several does not. The union of a key with itself is the key.
   */
  private Command countOnly(Command command) {
    return command.name().equals("PFCOUNT") && command.size() == 2
        ? Command.of("PFCOUNT", command.word(1), command.word(1))
        : command;
  }

  private List<Key> keys(Command command, Function<Command, @Nullable Object> ask) {
    if (!CommandRules.hasKeys(command)) {
      return List.of();
    }
    List<byte[]> known = command.keys();
    if (known.size() == 1) {
      return List.of(Key.of(known.get(0)));
    }
    if (!known.isEmpty()) {
      return known.stream().map(Key::of).toList();
    }
    List<Key> newer = NewerCommands.keysOf(command);
    if (newer != null) {
      return newer;
    }
    ServerInfo info = info(command, ask);
    return info.flags().contains(CommandFlag.MOVABLEKEYS)
        ? askForKeys(command, ask)
        : info.keysOf(command);
  }

  private List<Key> askForKeys(Command command, Function<Command, @Nullable Object> ask) {
    byte[][] words = new byte[command.size() + 1][];
    words[0] = Words.bytes("GETKEYS");
    for (int i = 0; i < command.size(); i++) {
      words[i + 1] = command.word(i);
    }
    Object reply;
    try {
      reply = ask.apply(Command.of("COMMAND", words));
    } catch (RuntimeException e) {
      // "The command has no key arguments", or arguments that the server will refuse anyway; but
      // without an answer (no right to ask, no connection) keys would go unguarded
      if (String.valueOf(e.getMessage()).startsWith("ERR ")) {
        return List.of();
      }
      throw e;
    }
    List<Key> keys = new ArrayList<>();
    if (reply instanceof List<?> list) {
      list.forEach(key -> keys.add(Key.of((byte[]) key)));
    }
    return keys;
  }

  private ServerInfo info(Command command, Function<Command, @Nullable Object> ask) {
    ServerInfo info = serverInfo.get(command.name());
    if (info == null) {
      info =
          ServerInfo.parse(
              ask.apply(Command.of("COMMAND", Words.bytes("INFO"), Words.bytes(command.name()))));
      if (info.known()) {
        serverInfo.put(command.name(), info);
      }
    }
    return info.of(command);
  }
}
