package dev.redisatomic.command;

import java.util.List;

/**
 * A command together with what is known about it.
 *
 * @param command the command to send
 * @param role what to do with it
 * @param keys the keys that a read reads, or that a write writes to
 * @param allKeys all keys that it names
 * @param refusal why it is refused and what to do instead; empty unless it is
 */
public record ClassifiedCommand(
    Command command, CommandRole role, List<Key> keys, List<Key> allKeys, String refusal) {

  static ClassifiedCommand refused(Command command, String refusal) {
    return new ClassifiedCommand(command, CommandRole.REFUSED, List.of(), List.of(), refusal);
  }

  /**
   * Whether this is a write to keys that it does not name, such as {@code FLUSHDB}.
   *
   * @return whether every key may be different afterwards
   */
  public boolean writesAllKeys() {
    return CommandRules.writesAllKeys(command);
  }

  /**
   * Whether this is a script or a function.
   *
   * @return whether its result is whatever the script returns
   */
  public boolean isScript() {
    return CommandRules.isScript(command);
  }

  /**
   * The same write in another form.
   *
   * @param other a command that writes to the same keys
   * @return the other command, with what is known about this one
   */
  public ClassifiedCommand sentAs(Command other) {
    return other == command ? this : new ClassifiedCommand(other, role, keys, allKeys, refusal);
  }

  /**
   * The command with its keys, without values, for messages and logs.
   *
   * @return such as {@code INCRBY account:1}
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(command.name());
    keys.forEach(key -> text.append(' ').append(key));
    return text.toString();
  }
}
