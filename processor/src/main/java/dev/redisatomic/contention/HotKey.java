package dev.redisatomic.contention;

/**
 * A key for which threads queue.
 *
 * @param queue the threads
 * @param heat how hot the key is
 * @param inGroupQueue how many calls in the group queue want it
 */
record HotKey(FairQueue queue, Heat heat, int inGroupQueue) {

  HotKey with(Heat newHeat) {
    return new HotKey(queue, newHeat, inGroupQueue);
  }

  /** The key after more calls have joined the group queue for it, or fewer if negative. */
  HotKey withInGroupQueue(int more) {
    return new HotKey(queue, heat, Math.max(0, inGroupQueue + more));
  }

  /** Counts the calls that hold the key or wait for it. */
  int calls() {
    return queue.size() + inGroupQueue;
  }

  boolean isIdle() {
    return calls() == 0;
  }
}
