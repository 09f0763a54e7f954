package dev.redisatomic.command;

import java.util.EnumSet;
import java.util.Locale;

/**
 * The flags of a command that decide what an atomic method does with it.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/#flags">Command flags</a>
 */
enum CommandFlag {
  /** Marks a command that does not change data. */
  READONLY,
  /** Marks a command that may change data. */
  WRITE,
  /** Marks a command that may wait for something to happen. */
  BLOCKING,
  /** Marks a command that looks after the server rather than the data. */
  ADMIN,
  /** Marks a command that is not allowed between MULTI and EXEC. */
  NO_MULTI;

  /**
   * Picks the known flags out of a list.
   *
   * @param names names as Redis spells them, in any case
   * @return the flags among them
   */
  static EnumSet<CommandFlag> of(Iterable<String> names) {
    EnumSet<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
    for (String name : names) {
      String normal = name.toUpperCase(Locale.ROOT).replace('-', '_');
      for (CommandFlag flag : values()) {
        if (flag.name().equals(normal)) {
          flags.add(flag);
        }
      }
    }
    return flags;
  }
}
