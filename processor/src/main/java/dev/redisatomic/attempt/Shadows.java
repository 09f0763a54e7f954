package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.Driver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shadows that an attempt has, and which of its writes have been tried on them. */
final class Shadows {

  private final WriteLog log;
  private final Driver driver;
  private final AttemptSlot slot;
  private final LibraryKeys names;

  // made for the first ones: most attempts have none
  private Map<Key, Shadow> shadows = Map.of();
  private Set<RecordedWrite> tried = Set.of();

  /** Names of those that are of no more use and may still be on the server. */
  private List<Key> outdated = List.of();

  Shadows(WriteLog log, Driver driver, AttemptSlot slot, LibraryKeys names) {
    this.log = log;
    this.driver = driver;
    this.slot = slot;
    this.names = names;
  }

  /** The shadow of a key, perhaps still to be made. */
  Shadow of(Key key) {
    shadows = shadows.isEmpty() ? new LinkedHashMap<>() : shadows;
    return shadows.computeIfAbsent(key, any -> new Shadow(key, names.next(slot.value(), driver)));
  }

  /**
   * The writes that have not been tried, and have to be before anything is done with these keys: in
   * the order of the log, all that touch one of them, or a key that such a write touches.
   *
   * @param keys grows by the other written keys that are touched
   */
  List<RecordedWrite> untried(Set<Key> keys) {
    List<RecordedWrite> pending =
        log.writes().stream().filter(write -> !tried.contains(write)).toList();
    Map<Key, List<RecordedWrite>> touching = new HashMap<>();
    for (RecordedWrite write : pending) {
      for (Key key : write.command().allKeys()) {
        touching.computeIfAbsent(key, any -> new ArrayList<>()).add(write);
      }
    }
    Set<RecordedWrite> chosen = new HashSet<>();
    Deque<Key> toFollow = new ArrayDeque<>(keys);
    Set<Key> followed = new HashSet<>(keys);
    while (!toFollow.isEmpty()) {
      for (RecordedWrite write : touching.getOrDefault(toFollow.remove(), List.of())) {
        if (chosen.add(write)) {
          for (Key key : write.command().allKeys()) {
            if (log.writeTo(key) != null && followed.add(key)) {
              keys.add(key);
              toFollow.add(key);
            }
          }
        }
      }
    }
    return pending.stream().filter(chosen::contains).toList();
  }

  private static boolean touches(RecordedWrite write, Set<Key> keys) {
    return write.command().allKeys().stream().anyMatch(keys::contains);
  }

  void tried(Collection<RecordedWrite> writes) {
    tried = tried.isEmpty() ? new HashSet<>() : tried;
    tried.addAll(writes);
  }

  /**
   * Forgets what has come of writes that are taken back: all shadows that they, or tried writes
   * that have touched the same shadows, have changed. What remains of those writes is tried again.
   */
  void takeBack(List<RecordedWrite> writes) {
    if (tried.isEmpty()) {
      return;
    }
    Set<Key> changed = new HashSet<>();
    for (RecordedWrite write : writes) {
      if (tried.remove(write)) {
        changed.addAll(write.command().allKeys());
      }
    }
    List<RecordedWrite> others;
    do {
      others = tried.stream().filter(write -> touches(write, changed)).toList();
      others.forEach(write -> changed.addAll(write.command().allKeys()));
      others.forEach(tried::remove);
    } while (!others.isEmpty());
    changed.forEach(this::discard);
  }

  private void discard(Key key) {
    Shadow shadow = shadows.isEmpty() ? null : shadows.remove(key);
    if (shadow != null) {
      outdated = outdated.isEmpty() ? new ArrayList<>() : outdated;
      outdated.add(shadow.name());
    }
  }

  /** Forgets all shadows. */
  void discardAll() {
    if (!shadows.isEmpty()) {
      List.copyOf(shadows.keySet()).forEach(this::discard);
    }
    tried = Set.of();
  }

  /** Removes outdated shadows from the server, in the next round trip: one command or none. */
  List<Command> takeRemoval() {
    if (outdated.isEmpty()) {
      return List.of();
    }
    byte[][] words = outdated.stream().map(Key::bytes).toArray(byte[][]::new);
    outdated = List.of();
    return List.of(Command.of("UNLINK", words));
  }
}
