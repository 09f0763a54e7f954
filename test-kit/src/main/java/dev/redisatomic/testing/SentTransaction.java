package dev.redisatomic.testing;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandTable;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt's transaction: what is sent in one write, with MULTI and EXEC in it. */
final class SentTransaction {

  private static final Command EXEC = Command.of("EXEC");
  private static final Command UNWATCH = Command.of("UNWATCH");

  private final PinnedConnection connection;
  private final List<? extends Command> commands;
  private final int multi;
  private final int exec;

  private SentTransaction(
      PinnedConnection connection, List<? extends Command> commands, int multi, int exec) {
    this.connection = connection;
    this.commands = commands;
    this.multi = multi;
    this.exec = exec;
  }

  /** The transaction in a batch of commands; {@code null} if there is none. */
  static @Nullable SentTransaction in(
      List<? extends Command> commands, PinnedConnection connection) {
    int multi = -1;
    for (int i = 0; i < commands.size(); i++) {
      String name = commands.get(i).name();
      if (name.equals("MULTI")) {
        multi = i;
      } else if (multi >= 0 && name.equals("EXEC")) {
        return new SentTransaction(connection, commands, multi, i);
      }
    }
    return null;
  }

  List<@Nullable Object> send() {
    return connection.send(commands);
  }

  /**
   * Answers as a server that refuses each write, and sends what is not part of the transaction. As
   * after an EXEC, nothing is watched.
   */
  List<@Nullable Object> refuse(String message) {
    List<Command> others = new ArrayList<>(commands.subList(0, multi));
    // out of place, to get an error that the driver can translate
    others.add(EXEC);
    others.add(UNWATCH);
    others.addAll(commands.subList(exec + 1, commands.size()));
    List<@Nullable Object> answers = connection.send(others);
    if (!(answers.get(multi) instanceof ErrorReply misplaced)) {
      throw new IllegalStateException("EXEC without MULTI was answered " + answers.get(multi));
    }
    List<@Nullable Object> replies = new ArrayList<>(answers.subList(0, multi));
    replies.add(status("OK"));
    boolean refused = false;
    for (Command queued : commands.subList(multi + 1, exec)) {
      boolean write = !CommandTable.mayOnlyRead(queued);
      replies.add(write ? misplaced.withMessage(message) : status("QUEUED"));
      refused = refused || write;
    }
    replies.add(
        misplaced.withMessage(
            refused
                ? "EXECABORT Transaction discarded because of previous errors."
                : "EXECABORT Transaction discarded because of: " + message));
    replies.addAll(answers.subList(multi + 2, answers.size()));
    return replies;
  }

  private static byte[] status(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
