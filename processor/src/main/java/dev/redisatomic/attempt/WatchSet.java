package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The keys that guard an attempt: those declared and not yet sent, those that are watched, and
 * those that are watched for others who may go on with its connection.
 */
final class WatchSet {

  private enum State {
    UNSENT,
    SENT,
    /** Sent, but the body has not asked for it. */
    AHEAD
  }

  private final int limit;

  /** The keys in the order in which they came. */
  private final Map<Key, State> keys = new LinkedHashMap<>(8);

  private int unsent;
  private int ahead;

  WatchSet(int limit) {
    this.limit = limit;
  }

  /** Another watch set with the same keys. */
  WatchSet copy() {
    WatchSet copy = new WatchSet(limit);
    copy.keys.putAll(keys);
    copy.unsent = unsent;
    copy.ahead = ahead;
    return copy;
  }

  void declare(List<Key> declared) {
    if (keys.size() + declared.size() > limit) {
      // perhaps not too many: some may be known already
      Set<Key> added = new LinkedHashSet<>(declared);
      added.removeIf(keys::containsKey);
      requireRoom(added.size());
    }
    for (int i = 0; i < declared.size(); i++) {
      if (keys.putIfAbsent(declared.get(i), State.UNSENT) == null) {
        unsent++;
      }
    }
    claim(declared);
  }

  /** Makes keys that were watched for others the body's own. */
  private void claim(Collection<Key> asked) {
    if (ahead > 0) {
      for (Key key : asked) {
        if (keys.replace(key, State.AHEAD, State.SENT)) {
          ahead--;
        }
      }
    }
  }

  /**
   * The keys whose WATCH has to travel with a command that reads these keys: the body's own from
   * here on.
   */
  List<Key> toSendWith(Collection<Key> read) {
    claim(read);
    if (unsent == 0 && keys.keySet().containsAll(read)) {
      return List.of();
    }
    List<Key> toSend = new ArrayList<>(unsent + read.size());
    if (unsent > 0) {
      keys.forEach(
          (key, state) -> {
            if (state == State.UNSENT) {
              toSend.add(key);
            }
          });
    }
    for (Key key : read.size() < 2 ? read : new LinkedHashSet<>(read)) {
      if (!keys.containsKey(key)) {
        toSend.add(key);
      }
    }
    requireRoom(toSend.size() - unsent);
    return toSend;
  }

  /** Whether these keys can be watched in addition. */
  boolean hasRoomFor(Collection<Key> more) {
    long added = more.stream().filter(key -> !keys.containsKey(key)).count();
    return keys.size() + added <= limit;
  }

  /** Whether these keys in addition leave half of the limit to what a body will read. */
  boolean hasAmpleRoomFor(Collection<Key> more) {
    return 2 * (keys.size() + more.size()) <= limit;
  }

  /** Has the WATCH of all keys sent again: the connection that watched them is gone. */
  void sendAgain() {
    keys.replaceAll((key, state) -> State.UNSENT);
    unsent = keys.size();
    ahead = 0;
  }

  void sent(List<Key> sent) {
    for (int i = 0; i < sent.size(); i++) {
      if (keys.put(sent.get(i), State.SENT) == State.UNSENT) {
        unsent--;
      }
    }
  }

  /** Notes that keys are watched which the body has not asked for. */
  void sentAhead(Collection<Key> sent) {
    for (Key key : sent) {
      if (keys.putIfAbsent(key, State.AHEAD) == null) {
        ahead++;
      }
    }
  }

  boolean guards(List<Key> some) {
    for (int i = 0; i < some.size(); i++) {
      if (isWatched(some.get(i))) {
        return true;
      }
    }
    return false;
  }

  boolean guardsAll(List<Key> all) {
    for (int i = 0; i < all.size(); i++) {
      if (!isWatched(all.get(i))) {
        return false;
      }
    }
    return !all.isEmpty();
  }

  /** Whether any WATCH has been sent. */
  boolean guardsAny() {
    return keys.size() > unsent;
  }

  /** The keys whose WATCH has been sent: a copy. */
  Set<Key> watchedKeys() {
    Set<Key> watched = new LinkedHashSet<>(keys.keySet());
    watched.removeIf(key -> !isWatched(key));
    return watched;
  }

  /** The keys that the body has declared or read: a copy. */
  List<Key> keys() {
    List<Key> own = new ArrayList<>(keys.keySet());
    if (ahead > 0) {
      own.removeIf(key -> keys.get(key) == State.AHEAD);
    }
    return own;
  }

  private boolean isWatched(Key key) {
    State state = keys.get(key);
    return state == State.SENT || state == State.AHEAD;
  }

  private void requireRoom(int added) {
    int size = keys.size() - ahead + added;
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
