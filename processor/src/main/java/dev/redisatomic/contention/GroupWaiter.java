package dev.redisatomic.contention;

import dev.redisatomic.command.Key;
import dev.redisatomic.contention.Waiter.State;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call in the group queue of a server, or of one slot of a cluster, in which calls wait
 * whichever their hot keys are. One of them runs at a time, and may let the next one go on with
 * what it has begun.
 */
public final class GroupWaiter {

  private final FairQueue groupQueue;
  private final Waiter waiter;
  private final Predicate<Key> wanted;

  /**
   * A waiter that has not joined yet.
   *
   * @param kind only a call of an equal kind can go on with what this one has begun
   * @param overtaken whether it has lost an attempt to somebody who was not in the queue
   * @param wanted whether a call in the group queue wants a key
   */
  GroupWaiter(FairQueue groupQueue, Object kind, boolean overtaken, Predicate<Key> wanted) {
    this.groupQueue = groupQueue;
    this.waiter = new Waiter(kind);
    this.wanted = wanted;
    if (overtaken) {
      waiter.overtake();
    }
  }

  /** Joins the group queue at its end. */
  void join() {
    groupQueue.join(waiter);
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
      admitted = groupQueue.await(waiter, nanos) || !groupQueue.withdraw(waiter);
    } catch (InterruptedException e) {
      if (groupQueue.withdraw(waiter)) {
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
   * Takes what the call before this one has handed over.
   *
   * @return {@code null} if there is nothing, and the second time
   */
  public @Nullable Object takeHanded() {
    return groupQueue.takeHanded(waiter);
  }

  /**
   * Whether a call of the same kind waits behind this one.
   *
   * @return a snapshot
   */
  public boolean isAwaited() {
    return groupQueue.isAwaited(waiter);
  }

  /**
   * Admits the next call, which goes on with what this one has begun, and removes this one from the
   * queue.
   *
   * @param handed what the next one goes on with
   * @return {@code false} if none of the same kind is next, or if this call has been admitted for
   *     too long; nothing has changed then
   */
  public boolean handOver(Object handed) {
    return groupQueue.handOver(waiter, handed);
  }

  /** Removes this call from the queue and admits the next one, unless that has been done. */
  public void end() {
    groupQueue.remove(waiter);
  }

  /**
   * Has the group queue remember something, in place of what it knows.
   *
   * @param note for calls that join later
   */
  public void remember(Object note) {
    groupQueue.remember(note);
  }

  /**
   * Tells what the group queue remembers.
   *
   * @return {@code null} if that is nothing
   */
  public @Nullable Object remembered() {
    return groupQueue.remembered();
  }

  /**
   * Whether a call in the group queue wants a key.
   *
   * @param key any key
   * @return a snapshot
   */
  public boolean isWanted(Key key) {
    return wanted.test(key);
  }

  boolean isHeld() {
    return groupQueue.state(waiter) == State.HOLDING;
  }
}
