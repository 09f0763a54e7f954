package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line for one key. Its map guards it: everything is called in a compute. */
final class Line {

  /** So many calm passes after a conflict, a line in which nobody had to wait is closed. */
  private static final int WARM = 4;

  /** So many calm passes after one that would have made others collide. */
  private static final int HOT = 8;

  private final Set<Turn> turns = new LinkedHashSet<>();
  private int heat;
  private int conflicts;

  void conflicted() {
    heat = Math.max(heat, WARM);
    conflicts++;
  }

  /** Seen while the key was hot. */
  int conflicts() {
    return conflicts;
  }

  Turn join(Key key) {
    Turn turn = new Turn(key, this);
    turns.add(turn);
    if (turns.size() == 1) {
      turn.come();
    }
    return turn;
  }

  /**
   * Takes a turn out of the line, wherever it stands.
   *
   * @param changed whether its call has committed something: whoever waited would have collided
   */
  void leave(Turn turn, boolean changed) {
    if (remove(turn)) {
      heat = changed && !turns.isEmpty() ? HOT : heat - 1;
    }
  }

  /** Takes whoever is in front out of the line once it has run for so long; says what is left. */
  long evictAfter(long nanos) {
    Turn front = front();
    long left = front == null ? nanos : nanos - front.ranNanos();
    if (front != null && left <= 0) {
      remove(front);
      return nanos;
    }
    return left;
  }

  private boolean remove(Turn turn) {
    boolean first = turn == front();
    boolean stood = turns.remove(turn);
    turn.end();
    Turn next = front();
    if (first && next != null) {
      next.come();
    }
    return stood;
  }

  private @Nullable Turn front() {
    return turns.isEmpty() ? null : turns.iterator().next();
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** Whether nobody has had to wait for a call that changed something, for a while. */
  boolean isWarmAtMost() {
    return heat <= WARM;
  }

  boolean isCalm() {
    return heat <= 0;
  }

  /** Lets everybody go on. */
  void close() {
    turns.forEach(
        turn -> {
          turn.end();
          turn.come();
        });
    turns.clear();
  }
}
