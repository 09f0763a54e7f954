package dev.redisatomic.execution;

import dev.redisatomic.attempt.CommitGroup;
import dev.redisatomic.attempt.Turn;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.contention.LanePlace;
import dev.redisatomic.wire.WireLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The turn of an attempt, by its call's place in the lane. */
final class LaneTurn implements Turn {

  /** What one attempt hands on to the next. */
  private record Baton(CommitGroup group, @Nullable WireLog wire) {}

  /** What one group leaves to the next. */
  private record Reads(List<ClassifiedCommand> of) {}

  private final LanePlace place;
  private final long patienceNanos;
  private final boolean isFirstAttempt;
  private final @Nullable CommitGroup handed;
  private final @Nullable WireLog common;

  /**
   * Begins with what was handed on at this place.
   *
   * @param place just admitted
   * @param patienceNanos how long those whose bodies have ended wait for one that runs
   * @param isFirstAttempt whether the call may watch keys for others: one that has lost an attempt
   *     reads nothing ahead, since that may have been why
   * @param wire where the attempt writes down what it sends, if it has to
   */
  LaneTurn(LanePlace place, long patienceNanos, boolean isFirstAttempt, @Nullable WireLog wire) {
    this.place = place;
    this.patienceNanos = patienceNanos;
    this.isFirstAttempt = isFirstAttempt;
    if (place.takeHanded() instanceof Baton baton) {
      handed = baton.group();
      common = baton.wire();
    } else {
      handed = null;
      common = wire;
    }
  }

  /** Commits what was handed on to a call that does not go on with it. */
  static void commitHanded(LanePlace place) {
    if (place.takeHanded() instanceof Baton baton) {
      baton.group().commit();
    }
  }

  LanePlace place() {
    return place;
  }

  /** Where the group writes down what it sends, if it has to. */
  @Nullable WireLog common() {
    return common;
  }

  @Override
  public @Nullable CommitGroup handed() {
    return handed;
  }

  @Override
  public List<ClassifiedCommand> readBefore() {
    return isFirstAttempt && place.left() instanceof Reads left
        ? left.of().stream().filter(read -> place.isWanted(read.keys().get(0))).toList()
        : List.of();
  }

  @Override
  public void leave(List<ClassifiedCommand> reads) {
    place.leave(new Reads(reads));
  }

  @Override
  public long patienceNanos() {
    return patienceNanos;
  }

  @Override
  public boolean isAwaited() {
    return place.isAwaited();
  }

  @Override
  public boolean passOn(CommitGroup group) {
    return place.passOn(new Baton(group, common));
  }

  @Override
  public void end() {
    place.end();
  }
}
