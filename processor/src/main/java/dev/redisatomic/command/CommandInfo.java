package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes one command: what it does, and where its keys are. Thread-safe. */
final class CommandInfo {

  private final Set<CommandFlag> flags;
  private final List<KeySpecification> specifications;
  private final @Nullable List<KeyPosition> only;

  CommandInfo(Set<CommandFlag> flags, List<KeySpecification> specifications) {
    EnumSet<CommandFlag> copy = EnumSet.noneOf(CommandFlag.class);
    copy.addAll(flags);
    this.flags = Collections.unmodifiableSet(copy);
    this.specifications = List.copyOf(specifications);
    KeyPosition position = specifications.size() == 1 ? specifications.get(0).only() : null;
    this.only = position == null ? null : List.of(position);
  }

  /**
   * Reads what follows the name in a line such as {@code SET write | write index 1 range 0 1 0}.
   */
  static CommandInfo parse(String text) {
    String[] parts = text.split("\\|", -1);
    List<KeySpecification> specifications = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      specifications.add(KeySpecification.parse(parts[i]));
    }
    return new CommandInfo(CommandFlag.of(List.of(parts[0].trim().split(",", -1))), specifications);
  }

  Set<CommandFlag> flags() {
    return flags;
  }

  boolean is(CommandFlag flag) {
    return flags.contains(flag);
  }

  /** Finds the places of the keys in such a command. */
  List<KeyPosition> keysOf(Command command) {
    if (specifications.isEmpty()) {
      return List.of();
    }
    if (only != null && only.get(0).word() < command.size()) {
      return only;
    }
    List<KeyPosition> positions = new ArrayList<>();
    specifications.forEach(specification -> specification.addTo(positions, command));
    return positions;
  }

  @Override
  public String toString() {
    return flags + " " + specifications;
  }
}
