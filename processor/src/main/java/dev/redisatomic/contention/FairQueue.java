package dev.redisatomic.contention;

import dev.redisatomic.contention.Waiter.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A queue that admits one waiter at a time, in the order in which they joined. The first one holds
 * until it leaves. While others wait it does so for a limited time: it may be waiting for one of
 * them, and two that hold do no harm but a conflict.
 */
final class FairQueue {

  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final long leaseNanos;
  private volatile @Nullable Object remembered;

  /**
   * An empty queue.
   *
   * @param leaseNanos how long a waiter may hold while others wait
   */
  FairQueue(long leaseNanos) {
    this.leaseNanos = leaseNanos;
  }

  /** Adds a new waiter at the end. It holds at once if there is no other. */
  synchronized void join(Waiter waiter) {
    waiters.add(waiter);
    admitFirst();
  }

  /**
   * Removes a waiter, first or not, and admits the next one if it held.
   *
   * @return whether it was still in the queue
   */
  synchronized boolean remove(Waiter waiter) {
    return end(waiter);
  }

  /**
   * Removes a waiter unless it has been admitted, and perhaps been handed what others wait for.
   *
   * @return whether it was still waiting
   */
  synchronized boolean withdraw(Waiter waiter) {
    return waiter.state() == State.WAITING && end(waiter);
  }

  /**
   * Removes the waiter that holds, and admits the next one to go on with what it has begun.
   *
   * @return whether that was done: the waiter holds, and the next one is of its kind
   */
  synchronized boolean handOver(Waiter holder, Object handed) {
    Waiter next = next(holder);
    if (next == null) {
      return false;
    }
    next.hand(handed);
    return end(holder);
  }

  /** Whether there is one to hand over to. */
  synchronized boolean isAwaited(Waiter holder) {
    return next(holder) != null;
  }

  private @Nullable Waiter next(Waiter holder) {
    Iterator<Waiter> inOrder = waiters.iterator();
    if (holder.state() != State.HOLDING || !inOrder.hasNext()) {
      return null;
    }
    inOrder.next();
    Waiter next = inOrder.hasNext() ? inOrder.next() : null;
    return next != null && holder.isLike(next) ? next : null;
  }

  synchronized @Nullable Object takeHanded(Waiter waiter) {
    return waiter.takeHanded();
  }

  /** Remembers something for those who join later. */
  void remember(Object note) {
    remembered = note;
  }

  /** The last thing that was to be remembered, if any. */
  @Nullable Object remembered() {
    return remembered;
  }

  /**
   * Waits until a waiter is admitted, or has ended.
   *
   * @return false if the time is over; it is still in the queue then
   */
  boolean await(Waiter waiter, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    long left = nanos;
    while (left > 0) {
      if (waiter.await(Math.min(left, endOverdueLease()))) {
        return true;
      }
      left = nanos - (System.nanoTime() - start);
    }
    return state(waiter) != State.WAITING;
  }

  /**
   * Removes the waiter that holds if it has done so for too long.
   *
   * @return how many nanoseconds the one that holds now has left
   */
  synchronized long endOverdueLease() {
    Waiter first = waiters.peekFirst();
    long left = first == null ? leaseNanos : leaseNanos - first.heldNanos();
    if (first != null && left <= 0) {
      end(first);
      return leaseNanos;
    }
    return left;
  }

  /** Removes all waiters: each goes on without waiting for another. */
  synchronized void dissolve() {
    waiters.forEach(waiter -> waiter.become(State.ENDED));
    waiters.clear();
  }

  synchronized State state(Waiter waiter) {
    return waiter.state();
  }

  /** Whether the waiter that holds was overtaken by somebody who was not in the queue. */
  synchronized boolean isOvertaken() {
    endOverdueLease();
    Waiter first = waiters.peekFirst();
    return first != null && first.isOvertaken();
  }

  /** Whether a waiter holds while others wait. */
  synchronized boolean isWaitedFor(Waiter waiter) {
    return waiter.state() == State.HOLDING && waiters.size() > 1;
  }

  synchronized int size() {
    return waiters.size();
  }

  private boolean end(Waiter waiter) {
    if (!waiters.remove(waiter)) {
      return false;
    }
    waiter.become(State.ENDED);
    admitFirst();
    return true;
  }

  private void admitFirst() {
    Waiter first = waiters.peekFirst();
    if (first != null && first.state() == State.WAITING) {
      first.become(State.HOLDING);
    }
  }
}
