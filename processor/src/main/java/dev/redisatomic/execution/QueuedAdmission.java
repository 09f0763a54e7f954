package dev.redisatomic.execution;

import dev.redisatomic.attempt.CommitGroup;
import dev.redisatomic.attempt.GroupAdmission;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.contention.GroupWaiter;
import dev.redisatomic.wire.WireLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The admission of an attempt, by its call's waiter in the group queue. */
final class QueuedAdmission implements GroupAdmission {

  /** A group, handed over by one attempt to the next. */
  private record HandOver(CommitGroup group, @Nullable WireLog wire) {}

  /** Reads of one group, which the next may want. */
  private record Reads(List<ClassifiedCommand> of) {}

  private final GroupWaiter waiter;
  private final long patienceNanos;
  private final boolean isFirstAttempt;
  private final @Nullable CommitGroup handed;
  private final @Nullable WireLog common;

  /**
   * Begins with what was handed over to a waiter.
   *
   * @param waiter just admitted
   * @param patienceNanos how long those whose bodies have ended wait for one that runs
   * @param isFirstAttempt whether the call may watch keys for others: one that has lost an attempt
   *     reads nothing ahead, since that may have been why
   * @param wire where the attempt writes down what it sends, if it has to
   */
  QueuedAdmission(
      GroupWaiter waiter, long patienceNanos, boolean isFirstAttempt, @Nullable WireLog wire) {
    this.waiter = waiter;
    this.patienceNanos = patienceNanos;
    this.isFirstAttempt = isFirstAttempt;
    if (waiter.takeHanded() instanceof HandOver before) {
      handed = before.group();
      common = before.wire();
    } else {
      handed = null;
      common = wire;
    }
  }

  /** Commits what was handed over to a call that does not go on with it. */
  static void commitHanded(GroupWaiter waiter) {
    if (waiter.takeHanded() instanceof HandOver before) {
      before.group().commit();
    }
  }

  GroupWaiter waiter() {
    return waiter;
  }

  /** The log for what the group sends, if it is written down. */
  @Nullable WireLog common() {
    return common;
  }

  @Override
  public @Nullable CommitGroup handed() {
    return handed;
  }

  @Override
  public List<ClassifiedCommand> readBefore() {
    return isFirstAttempt && waiter.remembered() instanceof Reads reads
        ? reads.of().stream().filter(read -> waiter.isWanted(read.keys().get(0))).toList()
        : List.of();
  }

  @Override
  public void rememberReads(List<ClassifiedCommand> reads) {
    waiter.remember(new Reads(reads));
  }

  @Override
  public long patienceNanos() {
    return patienceNanos;
  }

  @Override
  public boolean isAwaited() {
    return waiter.isAwaited();
  }

  @Override
  public boolean handOver(CommitGroup group) {
    return waiter.handOver(new HandOver(group, common));
  }

  @Override
  public void end() {
    waiter.end();
  }
}
