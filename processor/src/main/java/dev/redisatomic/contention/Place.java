package dev.redisatomic.contention;

import dev.redisatomic.connection.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One call's place in the lines for its hot keys, taken before an attempt and kept over conflicts.
 * Single-use; belongs to one thread.
 */
public final class Place implements AutoCloseable {

  static final Place NOWHERE = new Place(new LocalQueue(QueueMode.OFF), List.of());

  private final LocalQueue queue;
  private final List<Key> keys;
  private List<Turn> turns = List.of();
  private long waitedNanos;

  Place(LocalQueue queue, List<Key> keys) {
    this.queue = queue;
    this.keys = keys;
  }

  /**
   * Waits until it is this thread's turn at all of its keys that are hot. A line that does not move
   * is passed by: the thread in front may itself be waiting for this one, and a collision does no
   * harm.
   *
   * @param nanos how long to wait at most
   * @return false if the time was over
   * @throws InterruptedException if the thread was interrupted; it is in no line then
   */
  public boolean take(long nanos) throws InterruptedException {
    Set<Key> hot = hotKeys();
    if (hot.size() == turns.size()) {
      return true;
    }
    leave();
    turns = new ArrayList<>(hot.size());
    boolean taken = false;
    long start = System.nanoTime();
    try {
      for (Key key : hot) {
        Turn turn = queue.join(key);
        if (turn != null) {
          turns.add(turn);
          if (!turn.hasCome() && !queue.await(turn, nanos - (System.nanoTime() - start))) {
            return false;
          }
        }
      }
      taken = true;
      return true;
    } finally {
      waitedNanos += System.nanoTime() - start;
      if (!taken) {
        leave();
      }
    }
  }

  /** In the order of their bytes, which is every thread's, so that no two wait for each other. */
  private Set<Key> hotKeys() {
    Set<Key> hot = Set.of();
    for (Key key : keys) {
      if (queue.isHot(key)) {
        hot = hot.isEmpty() ? new TreeSet<>() : hot;
        hot.add(key);
      }
    }
    return hot;
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
    keys.forEach(queue::conflicted);
  }

  /** Lets the next threads in. The place can be taken again. */
  public void leave() {
    turns.forEach(queue::leave);
    turns = List.of();
  }

  /** Leaves. */
  @Override
  public void close() {
    leave();
  }
}
