package dev.redisatomic.contention;

import dev.redisatomic.connection.Key;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The lines in which threads of this JVM wait for the keys of one server. A key has a line while it
 * is hot; all others cost one look into a map.
 */
public final class LocalQueue {

  /** A line that does not move for so long may wait for whoever waits in it. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Lines beyond this number are forgotten while nobody stands in them. */
  static final int MAX_IDLE_LINES = 1_000;

  private final QueueMode mode;
  private final Map<Key, Line> lines = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A queue without anybody in it.
   *
   * @param mode when threads queue for a key
   */
  public LocalQueue(QueueMode mode) {
    this.mode = mode;
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

  /**
   * How many keys have a line.
   *
   * @return a snapshot
   */
  public int lines() {
    return lines.size();
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

  void leave(Turn turn) {
    lines.computeIfPresent(
        turn.key(),
        (key, line) -> {
          line.leave(turn);
          return line.isCold() ? null : line;
        });
  }

  void conflicted(Key key) {
    if (lines.size() >= MAX_IDLE_LINES) {
      lines.keySet().forEach(this::forgetIfEmpty);
    }
    lines.compute(
        key,
        (k, line) -> {
          Line hot = line == null ? new Line() : line;
          hot.conflicted();
          return hot;
        });
  }

  private void forgetIfEmpty(Key key) {
    lines.computeIfPresent(key, (k, line) -> line.isEmpty() ? null : line);
  }

  /** Waits for a turn: false if the time was over, true also if the line does not move. */
  boolean await(Turn turn, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      long start = System.nanoTime();
      long passes = turn.line().passes();
      long left = nanos;
      while (left > 0) {
        if (turn.comesWithin(Math.min(left, PATIENCE_NANOS))) {
          return true;
        }
        left = nanos - (System.nanoTime() - start);
        if (left > 0 && turn.line().passes() == passes) {
          return true;
        }
        passes = turn.line().passes();
      }
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
