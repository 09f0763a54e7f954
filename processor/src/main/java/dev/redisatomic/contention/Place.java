package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One call's place in the lines for its hot keys, taken before an attempt and kept over conflicts.
 * Belongs to one thread.
 */
public final class Place implements AutoCloseable {

  /** For calls that never wait. */
  static final Place NOWHERE = new Place(new LocalQueue(QueueMode.OFF), List.of());

  private final LocalQueue queue;
  private final List<Key> keys;
  private List<Turn> turns = List.of();
  private boolean changed;
  private long waitedNanos;

  Place(LocalQueue queue, List<Key> keys) {
    this.queue = queue;
    this.keys = keys;
  }

  /**
   * Waits until it is this thread's turn at all of its keys that are hot. A thread that has run for
   * too long loses its turn: it may be waiting for this one, and a collision does no harm.
   *
   * @param nanos how long to wait at most
   * @return false if the time was over; the thread is in no line then
   * @throws InterruptedException if the thread was interrupted; it is in no line then
   */
  public boolean take(long nanos) throws InterruptedException {
    List<Key> hot = hotKeys();
    if (hot.isEmpty() && turns.isEmpty()) {
      return true;
    }
    boolean taken = false;
    long start = System.nanoTime();
    try {
      taken = takeMissing(hot, nanos, start);
      return taken;
    } finally {
      waitedNanos += System.nanoTime() - start;
      if (!taken) {
        leave();
      }
    }
  }

  private boolean takeMissing(List<Key> hot, long nanos, long start) throws InterruptedException {
    int kept = kept(hot);
    leaveFrom(kept);
    turns = new ArrayList<>(turns);
    for (Key key : hot.subList(kept, hot.size())) {
      Turn turn = queue.join(key);
      if (turn != null) {
        turns.add(turn);
        if (!turn.hasCome() && !queue.await(turn, nanos - (System.nanoTime() - start))) {
          return false;
        }
      }
    }
    turns.forEach(Turn::run);
    return true;
  }

  /** How many turns stay: up to the first key in the order whose turn has yet to come. */
  private int kept(List<Key> hot) {
    int kept = 0;
    while (kept < turns.size()
        && kept < hot.size()
        && turns.get(kept).isHeld()
        && turns.get(kept).key().equals(hot.get(kept))) {
      kept++;
    }
    return kept;
  }

  /** In the order of their bytes, which is every thread's, so that no two wait for each other. */
  private List<Key> hotKeys() {
    TreeSet<Key> hot = null;
    for (Key key : keys) {
      if (queue.isHot(key)) {
        hot = hot == null ? new TreeSet<>() : hot;
        hot.add(key);
      }
    }
    return hot == null ? List.of() : new ArrayList<>(hot);
  }

  /**
   * How long this thread stood in lines.
   *
   * @return nanoseconds
   */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Makes the keys hot: one of them changed under an attempt. */
  public void conflicted() {
    queue.conflicted(keys);
  }

  /**
   * How many attempts of this JVM have conflicted lately that declared the same keys. Nobody knows
   * which of its keys an attempt collided on, but one that many of them share stands out.
   *
   * @return the declared keys that are hot, hottest first
   */
  public Map<Key, Integer> conflicts() {
    Map<Key, Integer> conflicts = new LinkedHashMap<>();
    record Counted(Key key, int conflicts) {}
    keys.stream()
        .map(key -> new Counted(key, queue.conflicts(key)))
        .filter(counted -> counted.conflicts() > 0)
        .sorted(Comparator.comparingInt(Counted::conflicts).reversed())
        .forEach(counted -> conflicts.put(counted.key(), counted.conflicts()));
    return conflicts;
  }

  /** Notes that the call has changed something. Keys of which nobody says so turn cold. */
  public void changed() {
    // not written where nobody waits: NOWHERE is all threads'
    if (!turns.isEmpty()) {
      changed = true;
    }
  }

  /** Lets the next threads in. The place can be taken again. */
  public void leave() {
    leaveFrom(0);
  }

  private void leaveFrom(int index) {
    if (index < turns.size()) {
      turns.subList(index, turns.size()).forEach(turn -> queue.leave(turn, changed));
      turns = turns.subList(0, index);
    }
  }

  /** Leaves. */
  @Override
  public void close() {
    leave();
  }
}
