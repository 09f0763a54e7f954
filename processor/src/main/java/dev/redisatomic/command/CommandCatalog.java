package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a command does and which of its words are keys: from the {@link CommandTable}, and
 * for commands that are not there (modules, newer servers) from the server's {@code COMMAND INFO},
 * asked once per command, and {@code COMMAND GETKEYS} where that says that the places vary.
 */
public final class CommandCatalog {

  private static final String MAY_NOT_ASK =
      "This library does not know it, and what it does and which keys it names can be asked of the"
          + " server only with the rights +command|info and +command|getkeys: ";

  private final Map<String, ServerAnswers.Answer> answers = new ConcurrentHashMap<>();

  /** Makes a catalog that has asked no server yet. */
  public CommandCatalog() {}

  /**
   * Classifies a command.
   *
   * @param command the command
   * @param ask sends a command to the server and returns its raw reply; for an error it throws a
   *     {@link QuestionRefusedException}
   * @return what to do with it, and its keys
   */
  public ClassifiedCommand classify(Command command, Function<Command, @Nullable Object> ask) {
    String fullName = CommandTable.fullName(command);
    String refusal = Refusals.of(fullName, command);
    if (refusal != null) {
      return ClassifiedCommand.refused(command, refusal);
    }
    CommandInfo info = CommandTable.infoOn(fullName);
    return info == null ? byServer(fullName, command, ask) : byTable(fullName, info, command);
  }

  private static ClassifiedCommand byTable(String fullName, CommandInfo info, Command command) {
    String refusal = CommandRules.refusal(fullName, info, command);
    if (refusal != null) {
      return ClassifiedCommand.refused(command, refusal);
    }
    CommandRole role = CommandRules.role(fullName, info, command);
    Command sent = countOnly(command);
    List<KeyPosition> byOptions = OptionKeys.of(sent);
    List<KeyPosition> positions = byOptions == null ? info.keysOf(sent) : byOptions;
    return ClassifiedCommand.at(sent, role, positions);
  }

  private ClassifiedCommand byServer(
      String fullName, Command command, Function<Command, @Nullable Object> ask) {
    try {
      ServerAnswers.Answer answer = answer(command, ask);
      if (answer == null) {
        return ClassifiedCommand.refused(
            command, "Neither this library nor the server knows this command.");
      }
      ClassifiedCommand classified = byTable(fullName, answer.info(), command);
      return answer.hasMoreKeys() && classified.role() != CommandRole.REFUSED
          ? ClassifiedCommand.of(command, classified.role(), keysByServer(command, ask))
          : classified;
    } catch (QuestionRefusedException e) {
      if (e.begins("NOPERM")) {
        return ClassifiedCommand.refused(command, MAY_NOT_ASK + e.getMessage());
      }
      throw e.translated();
    }
  }

  /**
   * PFCOUNT of one key stores the count that it computes, which would break the attempt's own
   * WATCH; PFCOUNT of several does not. The union of a key with itself is the key.
   */
  private static Command countOnly(Command command) {
    return command.name().equals("PFCOUNT") && command.size() == 2
        ? Command.of("PFCOUNT", command.word(1), command.word(1))
        : command;
  }

  private ServerAnswers.@Nullable Answer answer(
      Command command, Function<Command, @Nullable Object> ask) {
    ServerAnswers.Answer known = answers.get(command.name());
    if (known == null) {
      Command question = Command.of("COMMAND", Words.bytes("INFO"), Words.bytes(command.name()));
      known = ServerAnswers.parse(ask.apply(question));
      if (known == null) {
        return null;
      }
      answers.put(command.name(), known);
    }
    return known.on(command);
  }

  private static List<Key> keysByServer(Command command, Function<Command, @Nullable Object> ask) {
    byte[][] words = new byte[command.size() + 1][];
    words[0] = Words.bytes("GETKEYS");
    for (int i = 0; i < command.size(); i++) {
      words[i + 1] = command.word(i);
    }
    Object reply;
    try {
      reply = ask.apply(Command.of("COMMAND", words));
    } catch (QuestionRefusedException e) {
      // "The command has no key arguments", or arguments that the server will refuse anyway; but
      // without an answer (no right to ask, no connection) keys would go unguarded
      if (e.begins("ERR ")) {
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
}
