package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import dev.redisatomic.contention.Waiter.State;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The place of one call in the lane of a server, or of one slot of a cluster: the line of all calls
 * on its hot keys, whichever these are. One of them runs at a time, and may let the next one go on
 * with what it has begun.
 */
public final class LanePlace {

  private final FairQueue lane;
  private final Waiter waiter;
  private final Predicate<Key> wanted;

  /**
   * A place that has not joined yet.
   *
   * @param kind only a call of an equal kind can go on with what this one has begun
   * @param overtaken whether it has lost an attempt to somebody who was not in line
   * @param wanted whether a call in the lane wants a key
   */
  LanePlace(FairQueue lane, Object kind, boolean overtaken, Predicate<Key> wanted) {
    this.lane = lane;
    this.waiter = new Waiter(kind);
    this.wanted = wanted;
    if (overtaken) {
      waiter.overtake();
    }
  }

  /** Joins the lane at its end. */
  void join() {
    lane.join(waiter);
  }

  /**
   * Waits until the call is admitted.
   *
   * @return false if the time is over
   * @throws InterruptedException if the thread was interrupted before it was admitted
   */
  boolean await(long nanos) throws InterruptedException {
    boolean admitted;
    try {
      admitted = lane.await(waiter, nanos) || !lane.withdraw(waiter);
    } catch (InterruptedException e) {
      if (lane.withdraw(waiter)) {
        throw e;
      }
      // it may have been handed something, which others wait for
      Thread.currentThread().interrupt();
      admitted = true;
    }
    waiter.startLease();
    return admitted;
  }

  /**
   * Takes what the call before this one has handed on.
   *
   * @return {@code null} if there is nothing, and the second time
   */
  public @Nullable Object takeHanded() {
    return lane.takeHanded(waiter);
  }

  /**
   * Whether a call of the same kind waits behind this one.
   *
   * @return a snapshot
   */
  public boolean isAwaited() {
    return lane.isAwaited(waiter);
  }

  /**
   * Ends the place and admits the next call.
   *
   * @param baton what it goes on with
   * @return {@code false} if none of the same kind comes next, or if this call has held its place
   *     for too long; nothing has changed then
   */
  public boolean passOn(Object baton) {
    return lane.passOn(waiter, baton);
  }

  /** Ends the place and admits the next call, unless that has been done. */
  public void end() {
    lane.leave(waiter);
  }

  /**
   * Leaves something in the lane, in place of what is there.
   *
   * @param note for those who come later
   */
  public void leave(Object note) {
    lane.leaveNote(note);
  }

  /**
   * What was left in the lane.
   *
   * @return {@code null} if nothing was
   */
  public @Nullable Object left() {
    return lane.note();
  }

  /**
   * Whether a call in the lane wants a key.
   *
   * @param key any key
   * @return a snapshot
   */
  public boolean isWanted(Key key) {
    return wanted.test(key);
  }

  boolean isHeld() {
    return lane.state(waiter) == State.HOLDING;
  }
}
