package dev.redisatomic.contention;

import dev.redisatomic.command.Key;

/**
 * A key for which a call waits, or has waited.
 *
 * @param key the key
 * @param queue the queue that the waiter has joined
 * @param waiter the call's thread in it
 */
record QueuedKey(Key key, FairQueue queue, Waiter waiter) {

  boolean isWaiting() {
    return queue.state(waiter) == Waiter.State.WAITING;
  }

  boolean isHeld() {
    return queue.state(waiter) == Waiter.State.HOLDING;
  }
}
