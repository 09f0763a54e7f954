package dev.redisatomic.connection;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.QuestionRefusedException;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** Issues commands through Spring Data without sending them, and asks a server about them. */
final class CommandWalk implements AutoCloseable {

  /** Enough shapes that some fit each conversion. */
  private static final List<@Nullable Object> REPLIES = new ArrayList<>();

  static {
    REPLIES.add(null);
    REPLIES.addAll(
        List.of(
            0L,
            1L,
            Words.bytes("OK"),
            Words.bytes("1"),
            List.of(),
            List.of(1L),
            List.of(Words.bytes("1"), Words.bytes("1")),
            List.of(Words.bytes("0"), List.of()),
            List.of(Words.bytes("1"), List.of(Words.bytes("a"), Words.bytes("1"))),
            // these only in RESP3
            1.5,
            true,
            Map.of(),
            Map.of(Words.bytes("1"), Words.bytes("1"))));
  }

  private final Driver driver;
  private final PinnedConnection server;
  private final CommandCatalog catalog;

  CommandWalk(RedisSetup redis, Protocol protocol) {
    driver = redis.mode().provider().create(redis.connectionFactory(o -> o.protocol(protocol)));
    driver.probe();
    server = driver.open(Driver.NO_SLOT);
    catalog = new CommandCatalog();
  }

  /** What a call did, whatever the reply. */
  record Issued(List<Command> commands, @Nullable Throwable thrown) {}

  /** Makes the call once with each reply; the one that issued the most commands. */
  Issued issue(CommandCall call) {
    return REPLIES.stream()
        .map(reply -> issue(call, reply))
        .max(Comparator.comparingInt(issued -> issued.commands().size()))
        .orElseThrow();
  }

  private Issued issue(CommandCall call, @Nullable Object reply) {
    List<Command> commands = new ArrayList<>();
    RedisConnection connection =
        AttemptConnection.create(
            new Views(driver),
            command -> {
              commands.add(command);
              return reply;
            },
            keys -> commands.add(Command.of("WATCH", keys.get(0).bytes())),
            () -> {});
    Throwable thrown = call.on(connection);
    return new Issued(commands, thrown);
  }

  Command command(String name, String... arguments) {
    byte[][] words = new byte[arguments.length][];
    for (int i = 0; i < words.length; i++) {
      words[i] = Words.bytes(arguments[i]);
    }
    List<Command> issued = new ArrayList<>();
    driver
        .view(
            command -> {
              issued.add(command);
              return null;
            })
        .execute(name, words);
    return issued.get(0);
  }

  ClassifiedCommand classify(Command command) {
    return catalog.classify(command, this::ask);
  }

  /** For a command about which the server has nothing to say. */
  ClassifiedCommand classifyUnasked(Command command) {
    return new CommandCatalog()
        .classify(
            command,
            question -> {
              throw new AssertionError("The server was asked about " + command.name());
            });
  }

  /** The server's flags in its own words; none if it does not know the command. */
  Set<String> flags(String fullName) {
    // Redis 7 knows "config|get"; before, only "config"
    byte[] specific = Words.bytes(fullName.replace(' ', '|'));
    byte[] general = Words.bytes(fullName.split(" ", 2)[0]);
    Set<String> flags = new LinkedHashSet<>();
    if (ask(Command.of("COMMAND", Words.bytes("INFO"), specific, general))
        instanceof List<?> infos) {
      infos.stream()
          .filter(List.class::isInstance)
          .findFirst()
          .ifPresent(
              info -> ((Collection<?>) ((List<?>) info).get(2)).forEach(f -> flags.add(text(f))));
    }
    return flags;
  }

  /** The keys that the server finds; none for what it calls an error. */
  List<Key> keysByServer(Command command) {
    return serverKeys("GETKEYS", command).stream().map(key -> Key.of((byte[]) key)).toList();
  }

  /** The keys that the server would not only read; empty before Redis 7. */
  List<Key> writtenByServer(Command command) {
    List<Key> keys = new ArrayList<>();
    for (Object entry : serverKeys("GETKEYSANDFLAGS", command)) {
      List<?> keyAndFlags = (List<?>) entry;
      if (((Collection<?>) keyAndFlags.get(1))
          .stream().map(CommandWalk::text).noneMatch("RO"::equals)) {
        keys.add(Key.of((byte[]) keyAndFlags.get(0)));
      }
    }
    return keys;
  }

  private List<?> serverKeys(String subcommand, Command command) {
    byte[][] words = new byte[command.size() + 1][];
    words[0] = Words.bytes(subcommand);
    for (int i = 0; i < command.size(); i++) {
      words[i + 1] = command.word(i);
    }
    try {
      return ask(Command.of("COMMAND", words)) instanceof List<?> keys ? keys : List.of();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private static String text(Object word) {
    return word instanceof byte[] bytes ? Words.text(bytes) : word.toString();
  }

  private @Nullable Object ask(Command command) {
    Object reply = server.send(List.of(command)).get(0);
    if (reply instanceof ErrorReply error) {
      throw new QuestionRefusedException(error.message(), error.translated());
    }
    return reply;
  }

  @Override
  public void close() {
    server.release();
  }
}
