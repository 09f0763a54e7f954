package dev.redisatomic.command;

import java.nio.charset.StandardCharsets;

/** One Redis command with its arguments. A driver may keep it in a form of its own. */
public interface Command {
  /**
   * Makes a command of words.
   *
   * @param name the first word, in upper case
   * @param arguments the other words, not to be changed afterwards
   * @return the command
   */
  static Command of(String name, byte[]... arguments) {
    return new PlainCommand(name, name.getBytes(StandardCharsets.UTF_8), arguments);
  }

  /**
   * The first word, in upper case.
   *
   * @return such as {@code GET} or {@code CONFIG}
   */
  String name();

  /**
   * The number of words, the name included.
   *
   * @return 1 or more
   */
  int size();

  /**
   * One word.
   *
   * @param index 0 for the name
   * @return its bytes, not to be changed
   */
  byte[] word(int index);
}
