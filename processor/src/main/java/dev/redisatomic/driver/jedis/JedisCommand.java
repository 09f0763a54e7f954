package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandFlagsRegistry;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StaticCommandFlagsRegistry;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A command in Jedis' own form, so that it is encoded once.
 *
 * @param arguments all words
 * @param name the first word in upper case
 */
record JedisCommand(CommandArguments arguments, String name) implements Command {

  private static final CommandFlagsRegistry REGISTRY = StaticCommandFlagsRegistry.registry();
  private static final Map<Set<CommandFlagsRegistry.CommandFlag>, EnumSet<CommandFlag>> FLAGS =
      new ConcurrentHashMap<>();

  JedisCommand(CommandArguments arguments) {
    this(arguments, name(arguments.getCommand()));
  }

  /** The command in this form. */
  static JedisCommand of(Command command) {
    if (command instanceof JedisCommand jedis) {
      return jedis;
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

  @Override
  public List<byte[]> keys() {
    List<Object> known = arguments.getKeys();
    if (known.size() == 1) {
      return List.of(bytes(known.get(0)));
    }
    List<byte[]> keys = new ArrayList<>(known.size());
    for (Object key : known) {
      keys.add(bytes(key));
    }
    return keys;
  }

  private static byte[] bytes(Object key) {
    if (key instanceof byte[] bytes) {
      return bytes;
    }
    return key instanceof Rawable raw ? raw.getRaw() : SafeEncoder.encode(String.valueOf(key));
  }

  @Override
  public @Nullable EnumSet<CommandFlag> flags() {
    Set<CommandFlagsRegistry.CommandFlag> known = REGISTRY.getFlags(arguments);
    return known.isEmpty() ? null : FLAGS.computeIfAbsent(known, JedisCommand::convert);
  }

  private static EnumSet<CommandFlag> convert(Set<CommandFlagsRegistry.CommandFlag> flags) {
    return CommandFlag.of(flags.stream().map(Enum::name).toList());
  }
}
