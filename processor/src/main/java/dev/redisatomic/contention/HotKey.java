package dev.redisatomic.contention;

/**
 * A key for which threads queue.
 *
 * @param queue the threads
 * @param heat how hot the key is
 * @param inLane how many calls in the lane want it
 */
record HotKey(FairQueue queue, Heat heat, int inLane) {

  HotKey with(Heat newHeat) {
    return new HotKey(queue, newHeat, inLane);
  }

  /** The key after more calls have joined the lane for it, or fewer if negative. */
  HotKey withInLane(int more) {
    return new HotKey(queue, heat, Math.max(0, inLane + more));
  }

  /** How many calls hold the key or wait for it. */
  int calls() {
    return queue.size() + inLane;
  }

  boolean isIdle() {
    return calls() == 0;
  }
}
