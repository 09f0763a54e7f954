package dev.redisatomic.contention;

/**
 * A key for which threads queue.
 *
 * @param queue the threads
 * @param heat how hot the key is
 */
record HotKey(FairQueue queue, Heat heat) {

  HotKey with(Heat newHeat) {
    return new HotKey(queue, newHeat);
  }

  boolean isIdle() {
    return queue.isEmpty();
  }
}
