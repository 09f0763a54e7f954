package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A command together with what is known about it. */
public final class ClassifiedCommand {

  private final Command command;
  private final CommandRole role;
  private final @Nullable List<KeyPosition> positions;
  private final List<Key> keys;
  private final List<Key> allKeys;
  private final List<Key> routing;
  private final String refusal;

  private ClassifiedCommand(
      Command command,
      CommandRole role,
      @Nullable List<KeyPosition> positions,
      List<Key> keys,
      List<Key> allKeys,
      List<Key> routing,
      String refusal) {
    this.command = command;
    this.role = role;
    this.positions = positions;
    this.keys = keys;
    this.allKeys = allKeys;
    this.routing = routing;
    this.refusal = refusal;
  }

  static ClassifiedCommand refused(Command command, String refusal) {
    return new ClassifiedCommand(
        command, CommandRole.REFUSED, List.of(), List.of(), List.of(), List.of(), refusal);
  }

  /**
   * Makes a classified command whose keys are known, but not their positions.
   *
   * @param command the command
   * @param role what to do with it
   * @param keys all keys, not to be changed afterwards
   * @return the command with its keys
   */
  public static ClassifiedCommand of(Command command, CommandRole role, List<Key> keys) {
    return new ClassifiedCommand(command, role, null, keys, keys, keys, "");
  }

  /** A command whose keys stand at these positions. */
  static ClassifiedCommand at(Command command, CommandRole role, List<KeyPosition> positions) {
    if (positions.size() == 1 && positions.get(0).use() != KeyUse.CHANNEL) {
      List<Key> key = List.of(Key.of(command.word(positions.get(0).word())));
      return new ClassifiedCommand(command, role, positions, key, key, key, "");
    }
    List<Key> routing = new ArrayList<>(positions.size());
    positions.forEach(position -> routing.add(Key.of(command.word(position.word()))));
    List<Key> all = those(routing, positions, use -> use != KeyUse.CHANNEL);
    List<Key> keys = all;
    if (role == CommandRole.WRITE) {
      List<Key> written = those(routing, positions, use -> use == KeyUse.WRITE);
      // a write that only reads its keys changes something of them that is not called data
      keys = written.isEmpty() ? all : written;
    }
    return new ClassifiedCommand(command, role, positions, keys, all, routing, "");
  }

  /** The keys at positions of this use: the same list if those are all of them. */
  private static List<Key> those(
      List<Key> keys, List<KeyPosition> positions, Predicate<KeyUse> wanted) {
    if (positions.stream().allMatch(position -> wanted.test(position.use()))) {
      return keys;
    }
    List<Key> those = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      if (wanted.test(positions.get(i).use())) {
        those.add(keys.get(i));
      }
    }
    return those;
  }

  /**
   * The command to send.
   *
   * @return the words
   */
  public Command command() {
    return command;
  }

  /**
   * The role of the command in an atomic method.
   *
   * @return the role
   */
  public CommandRole role() {
    return role;
  }

  /**
   * The keys that a read reads, or that a write writes to.
   *
   * @return not to be changed
   */
  public List<Key> keys() {
    return keys;
  }

  /**
   * The keys that it names, all of them.
   *
   * @return not to be changed
   */
  public List<Key> allKeys() {
    return allKeys;
  }

  /**
   * The words by which a cluster chooses the server: its keys, and the channels of {@code
   * SPUBLISH}.
   *
   * @return not to be changed
   */
  public List<Key> routing() {
    return routing;
  }

  /**
   * The reason why it is refused, and what to do instead.
   *
   * @return empty unless it is refused
   */
  public String refusal() {
    return refusal;
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
   * Whether a script or a function runs, which nothing keeps to the keys that it declares.
   *
   * @return true for those that may only read, too
   */
  public boolean runsScript() {
    return CommandRules.runsScript(command);
  }

  /**
   * Whether this is a command of a module, which may write more keys than it names.
   *
   * @return whether its name has a dot
   */
  public boolean isOfModule() {
    return CommandRules.isOfModule(command);
  }

  /**
   * Says why the command cannot be tried on shadows, private copies, of its keys.
   *
   * @return the reason, for messages, or {@code null} if it can
   */
  public @Nullable String whyNotOnShadows() {
    return ShadowRules.reason(command, knowsPositions());
  }

  /**
   * The same write in another form.
   *
   * @param other a command that writes to the same keys
   * @return the other command, with what is known about this one
   */
  public ClassifiedCommand sentAs(Command other) {
    return other == command
        ? this
        : new ClassifiedCommand(other, role, null, keys, allKeys, routing, refusal);
  }

  /**
   * Whether it is known at which positions its keys are.
   *
   * @return {@code false} if only the server can find them, as for some commands of modules
   */
  public boolean knowsPositions() {
    return positions != null;
  }

  /**
   * The same command on other keys. Decided by position: an argument that happens to be equal to a
   * key stays as it is.
   *
   * @param renamed gives each key its other name
   * @return the command in those words
   * @throws IllegalStateException unless it {@linkplain #knowsPositions() knows the positions}
   */
  public Command withKeys(UnaryOperator<Key> renamed) {
    if (positions == null) {
      throw new IllegalStateException("Only the server knows where the keys of " + this + " are");
    }
    byte[][] words = new byte[command.size() - 1][];
    for (int i = 0; i < words.length; i++) {
      words[i] = command.word(i + 1);
    }
    for (KeyPosition position : positions) {
      if (position.use() != KeyUse.CHANNEL) {
        words[position.word() - 1] = renamed.apply(Key.of(command.word(position.word()))).bytes();
      }
    }
    return Command.of(command.name(), words);
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
