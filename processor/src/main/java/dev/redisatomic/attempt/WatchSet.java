package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** The keys that guard an attempt: those declared and not yet sent, and those that are watched. */
final class WatchSet {

  private final int limit;
  private final Set<Key> declared = new LinkedHashSet<>();
  private final Set<Key> watched = new LinkedHashSet<>();

  WatchSet(int limit) {
    this.limit = limit;
  }

  /** Another watch set with the same keys. */
  WatchSet copy() {
    WatchSet copy = new WatchSet(limit);
    copy.declared.addAll(declared);
    copy.watched.addAll(watched);
    return copy;
  }

  void declare(Collection<Key> keys) {
    if (watched.size() + declared.size() + keys.size() > limit) {
      // perhaps not too many: some may be known already
      Set<Key> added = new LinkedHashSet<>(keys);
      added.removeIf(this::contains);
      requireRoom(added.size());
    }
    for (Key key : keys) {
      if (!watched.contains(key)) {
        declared.add(key);
      }
    }
  }

  /** The keys whose WATCH has to travel with a command that reads these keys. */
  List<Key> toSendWith(Collection<Key> read) {
    if (declared.isEmpty() && watched.containsAll(read)) {
      return List.of();
    }
    Set<Key> keys = new LinkedHashSet<>(declared);
    for (Key key : read) {
      if (!watched.contains(key)) {
        keys.add(key);
      }
    }
    requireRoom(keys.size() - declared.size());
    return new ArrayList<>(keys);
  }

  /** Whether so many keys can be watched in addition. */
  boolean hasRoomFor(Collection<Key> keys) {
    long added = keys.stream().filter(key -> !contains(key)).count();
    return watched.size() + declared.size() + added <= limit;
  }

  /** Has the WATCH of all keys sent again: the connection that watched them is gone. */
  void sendAgain() {
    Set<Key> all = new LinkedHashSet<>(watched);
    all.addAll(declared);
    watched.clear();
    declared.addAll(all);
  }

  void sent(Collection<Key> keys) {
    watched.addAll(keys);
    // not removeAll, which may look each declared key up in the collection
    keys.forEach(declared::remove);
  }

  boolean guards(Collection<Key> keys) {
    for (Key key : keys) {
      if (watched.contains(key)) {
        return true;
      }
    }
    return false;
  }

  boolean guardsAll(Collection<Key> keys) {
    return !keys.isEmpty() && watched.containsAll(keys);
  }

  /** Those whose WATCH has been sent. */
  Set<Key> watchedKeys() {
    return watched;
  }

  List<Key> keys() {
    List<Key> keys = new ArrayList<>(watched);
    keys.addAll(declared);
    return keys;
  }

  private boolean contains(Key key) {
    return watched.contains(key) || declared.contains(key);
  }

  private void requireRoom(int added) {
    int size = watched.size() + declared.size() + added;
    if (size > limit) {
      throw new InvalidDataAccessApiUsageException(
          "This would watch "
              + size
              + " keys, more than redis.atomic.max-watched-keys="
              + limit
              + " allows, because the server's cost grows with the square of their number. Watch"
              + " fewer keys, for instance one version key for all, make writes such as DEL blind with"
              + " results = Results.NONE, or raise the property. Nothing was applied.");
    }
  }
}
