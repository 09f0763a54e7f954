package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines in which threads of this JVM wait for the keys of one server. A key has a line while it
 * is hot; all others cost one look into a map.
 */
public final class LocalQueue {

  /** Lines beyond this number are forgotten while nobody stands in them. */
  static final int MAX_IDLE_LINES = 1_000;

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final QueueMode mode;
  private final long patienceNanos;
  private final ConcurrentHashMap<Key, Line> lines = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A queue without anybody in it.
   *
   * @param mode when threads queue for a key
   */
  public LocalQueue(QueueMode mode) {
    this(mode, PATIENCE_NANOS);
  }

  /**
   * A queue without anybody in it.
   *
   * @param mode when threads queue for a key
   * @param patienceNanos how long a thread may stand in front while others wait
   */
  LocalQueue(QueueMode mode, long patienceNanos) {
    this.mode = mode;
    this.patienceNanos = patienceNanos;
  }

  /**
   * The place of one call.
   *
   * @param keys the keys that it declares
   * @return a place that has not been taken yet
   */
  public Place place(List<Key> keys) {
    return mode == QueueMode.OFF || keys.isEmpty() ? Place.NOWHERE : new Place(this, keys);
  }

  /**
   * How many threads wait for their turn.
   *
   * @return a snapshot
   */
  public int waiting() {
    return waiting.get();
  }

  /** How many keys have a line. */
  int lines() {
    return lines.size();
  }

  int conflicts(Key key) {
    int[] conflicts = new int[1];
    lines.computeIfPresent(
        key,
        (k, line) -> {
          conflicts[0] = line.conflicts();
          return line;
        });
    return conflicts[0];
  }

  boolean isHot(Key key) {
    return mode == QueueMode.ALWAYS || lines.containsKey(key);
  }

  /** Joins the line for a key, or returns {@code null} if it has just turned cold. */
  @Nullable Turn join(Key key) {
    Turn[] joined = new Turn[1];
    lines.compute(
        key,
        (k, line) -> {
          Line joining = line == null && mode == QueueMode.ALWAYS ? new Line() : line;
          if (joining != null) {
            joined[0] = joining.join(key);
          }
          return joining;
        });
    return joined[0];
  }

  void leave(Turn turn, boolean changed) {
    lines.computeIfPresent(
        turn.key(),
        (key, line) -> {
          line.leave(turn, changed);
          return closedIfCalm(line);
        });
  }

  private @Nullable Line closedIfCalm(Line line) {
    if (mode == QueueMode.ALWAYS ? line.isEmpty() : line.isCalm()) {
      line.close();
      return null;
    }
    return line;
  }

  void conflicted(List<Key> keys) {
    if (lines.size() >= MAX_IDLE_LINES) {
      forget(line -> line.isEmpty() && line.isWarmAtMost());
      forget(Line::isEmpty);
    }
    keys.forEach(this::heat);
  }

  private void heat(Key key) {
    lines.compute(
        key,
        (k, line) -> {
          Line hot = line == null ? new Line() : line;
          hot.conflicted();
          return hot;
        });
  }

  /** Some of them, to have room for a while. */
  private void forget(Predicate<Line> which) {
    for (Key key : lines.keySet()) {
      if (lines.size() < MAX_IDLE_LINES / 2) {
        return;
      }
      lines.computeIfPresent(key, (k, line) -> which.test(line) ? null : line);
    }
  }

  /** Waits for a turn, or returns false when the time is over. */
  boolean await(Turn turn, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      long start = System.nanoTime();
      long left = nanos;
      while (left > 0) {
        if (turn.comesWithin(Math.min(left, patienceLeft(turn)))) {
          return true;
        }
        left = nanos - (System.nanoTime() - start);
      }
      return turn.hasCome();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Takes whoever stands in front for too long out of the line, so that it moves. */
  private long patienceLeft(Turn turn) {
    long[] left = {patienceNanos};
    lines.computeIfPresent(
        turn.key(),
        (key, line) -> {
          if (line == turn.line()) {
            left[0] = line.evictAfter(patienceNanos);
          }
          return line;
        });
    return left[0];
  }
}
