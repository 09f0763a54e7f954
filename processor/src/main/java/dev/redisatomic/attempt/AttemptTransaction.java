package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands from MULTI to EXEC. */
final class AttemptTransaction {
  private static final Command MULTI = Command.of("MULTI");
  private static final Command EXEC = Command.of("EXEC");

  private final AttemptSlot slot;
  private final WatchSet watchSet;
  private final WriteLog log;

  AttemptTransaction(AttemptSlot slot, WatchSet watchSet, WriteLog log) {
    this.slot = slot;
    this.watchSet = watchSet;
    this.log = log;
  }

  /** The writes come first, so that replies to them are found at the same places in any case. */
  List<Command> commands(@Nullable Marker marker) {
    List<Command> commands = new ArrayList<>(log.size() + 5);
    commands.add(MULTI);
    log.writes().forEach(write -> commands.add(write.command().command()));
    if (marker != null && log.size() > 0) {
      commands.add(marker.leave());
    }
    if (slot.isFixed()) {
      addTouch(commands);
    }
    commands.add(EXEC);
    return commands;
  }

  /**
   * WATCH does not see that a missing key leaves with its slot, and is created elsewhere. But the
   * server compares all keys in a transaction with its slots before it runs the first command: so
   * each watched key has to be in it.
   */
  private void addTouch(List<Command> commands) {
    Set<Key> untouched = watchSet.watchedKeys();
    log.writes().forEach(write -> write.command().allKeys().forEach(untouched::remove));
    if (!untouched.isEmpty()) {
      commands.add(Command.of("EXISTS", untouched.stream().map(Key::bytes).toArray(byte[][]::new)));
    }
  }
}
