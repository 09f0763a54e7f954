package dev.redisatomic.contention;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread in a {@link FairQueue}, whose lock guards the state. Single-use. */
final class Waiter {

  /** States, in this order, from which any but the last may be left out. */
  enum State {
    /** Stands behind others. */
    WAITING,
    /** Admitted: the others wait for it. */
    HOLDING,
    /** Gone: it was removed, has held for too long, or the queue was dissolved. */
    ENDED
  }

  private final @Nullable Object kind;
  private final CountDownLatch released = new CountDownLatch(1);
  private State state = State.WAITING;
  private @Nullable Object handed;
  private volatile boolean leaseStarted;
  private volatile long leaseStart;
  private volatile boolean overtaken;

  /** A thread that nobody hands anything to. */
  Waiter() {
    this(null);
  }

  /**
   * A thread that can go on with what another one has begun.
   *
   * @param kind equal for those of which that is so
   */
  Waiter(@Nullable Object kind) {
    this.kind = kind;
  }

  boolean isLike(Waiter other) {
    return kind != null && kind.equals(other.kind);
  }

  void hand(Object begun) {
    handed = begun;
  }

  /** Takes what it goes on with, once. */
  @Nullable Object takeHanded() {
    Object taken = handed;
    handed = null;
    return taken;
  }

  State state() {
    return state;
  }

  /** Enters a state, and wakes the thread: no state follows in which it would have to wait. */
  void become(State next) {
    state = next;
    released.countDown();
  }

  /**
   * Waits until the state is another than {@link State#WAITING}.
   *
   * @return false if the time is over
   */
  boolean await(long nanos) throws InterruptedException {
    return released.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Begins to count how long it holds: its thread waits for nothing else any more. */
  void startLease() {
    if (!leaseStarted) {
      leaseStart = System.nanoTime();
      leaseStarted = true;
    }
  }

  /** Notes that its thread has lost an attempt to somebody who was not in the queue. */
  void overtake() {
    overtaken = true;
  }

  boolean isOvertaken() {
    return overtaken;
  }

  /** The time for which it has held; 0 while its thread waits, in this queue or in another one. */
  long heldNanos() {
    return leaseStarted ? System.nanoTime() - leaseStart : 0;
  }
}
