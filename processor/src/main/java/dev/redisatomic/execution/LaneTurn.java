package dev.redisatomic.execution;

import dev.redisatomic.attempt.CommitGroup;
import dev.redisatomic.attempt.Turn;
import dev.redisatomic.contention.LanePlace;
import org.jspecify.annotations.Nullable;

/**
 * The turn of an attempt, by its call's place in the lane.
 *
 * @param place just admitted
 * @param patienceNanos how long those whose bodies have ended wait for one that runs
 */
record LaneTurn(LanePlace place, long patienceNanos) implements Turn {

  @Override
  public @Nullable CommitGroup handed() {
    return place.takeHanded() instanceof CommitGroup group ? group : null;
  }

  @Override
  public boolean isAwaited() {
    return place.isAwaited();
  }

  @Override
  public boolean passOn(CommitGroup group) {
    return place.passOn(group);
  }

  @Override
  public void end() {
    place.end();
  }
}
