package dev.redisatomic.contention;

import dev.redisatomic.connection.Key;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The line for one key. Its map guards it: all but {@link #passes()} is called in a compute. */
final class Line {

  /** After so many passes in which nobody waited and nothing collided, a key counts as cold. */
  private static final int CALM_PASSES = 8;

  private final Set<Turn> turns = new LinkedHashSet<>();
  private int heat;
  private final AtomicLong passes = new AtomicLong();

  /** How many have passed in front; tells whether the line moves. */
  long passes() {
    return passes.get();
  }

  void conflicted() {
    heat = CALM_PASSES;
  }

  Turn join(Key key) {
    Turn turn = new Turn(key, this);
    turns.add(turn);
    if (turns.size() == 1) {
      turn.come();
    }
    return turn;
  }

  /** Takes a turn out of the line, wherever it stands, and lets the next one in if it was first. */
  void leave(Turn turn) {
    boolean first = turn == first();
    turns.remove(turn);
    Turn next = first();
    if (first) {
      passes.incrementAndGet();
      if (next != null) {
        next.come();
      }
    }
    heat = turn.waited() || next != null ? CALM_PASSES : heat - 1;
  }

  private @Nullable Turn first() {
    return turns.isEmpty() ? null : turns.iterator().next();
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  boolean isCold() {
    return turns.isEmpty() && heat <= 0;
  }
}
