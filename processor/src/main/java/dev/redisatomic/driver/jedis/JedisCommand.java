package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Command;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A command in Jedis' own form, so that it is encoded once.
 *
 * @param arguments all words
 * @param name the first word in upper case
 */
record JedisCommand(CommandArguments arguments, String name) implements Command {

  /** Commands of every attempt that have no further words, and so are the same each time. */
  private static final Map<String, JedisCommand> BARE =
      Map.of("MULTI", bare("MULTI"), "EXEC", bare("EXEC"), "UNWATCH", bare("UNWATCH"));

  private static JedisCommand bare(String name) {
    return new JedisCommand(new CommandArguments(Protocol.Command.valueOf(name)), name);
  }

  JedisCommand(CommandArguments arguments) {
    this(arguments, name(arguments.getCommand()));
  }

  /** The command in this form. */
  static JedisCommand of(Command command) {
    if (command instanceof JedisCommand jedis) {
      return jedis;
    }
    JedisCommand bare = command.size() == 1 ? BARE.get(command.name()) : null;
    if (bare != null) {
      return bare;
    }
    byte[] name = command.word(0);
    CommandArguments arguments = new CommandArguments(() -> name);
    for (int i = 1; i < command.size(); i++) {
      arguments.add(command.word(i));
    }
    return new JedisCommand(arguments, command.name());
  }

  private static String name(ProtocolCommand command) {
    return command instanceof Protocol.Command known
        ? known.name()
        : SafeEncoder.encode(command.getRaw()).toUpperCase(Locale.ROOT);
  }

  @Override
  public int size() {
    return arguments.size();
  }

  @Override
  public byte[] word(int index) {
    return arguments.get(index).getRaw();
  }
}
