package dev.redisatomic.contention;

/**
 * The heat of a key, which depends on past events alone. A conflict heats the key, and so does a
 * call that changed something while others waited. All other calls cool it. Several that waited at
 * once make it a crowd's for a while; a write from elsewhere has calls commit each on its own.
 *
 * @param level how many more calls have to cool the key until it is cold; 0 is cold
 * @param conflicts how many conflicts were seen while the key was hot
 * @param crowd how many more calls have to find nobody, or one other, until the key is no crowd's
 * @param alone how many more calls commit each on its own, because others than this JVM write
 */
record Heat(int level, int conflicts, int crowd, int alone) {

  /** The level after a conflict. */
  private static final int WARM = 4;

  /** The level after a call that would have made others collide. */
  private static final int HOT = 8;

  /** The number of others from which on some wait longer than for one call. */
  private static final int CROWD = 2;

  /** The number of calls that commit alone then: a group that loses costs all of its calls. */
  private static final int ALONE = 500;

  /** The heat before the first event. */
  static final Heat COLD = new Heat(0, 0, 0, 0);

  /** The heat after a conflict of an attempt that declared the key. */
  Heat afterConflict() {
    return new Heat(Math.max(level, WARM), conflicts + 1, crowd, alone);
  }

  /** The heat after an attempt has lost though all of this JVM had queued for the key. */
  Heat afterForeignWrite() {
    return new Heat(level, conflicts, crowd, ALONE);
  }

  /**
   * The heat after a call has left the queue.
   *
   * @param changed whether it may have changed something
   * @param others how many others are in the queue, which would have collided if it has
   */
  Heat afterCall(boolean changed, int others) {
    return new Heat(
        changed && others > 0 ? HOT : Math.max(level - 1, 0),
        conflicts,
        changed && others >= CROWD ? HOT : Math.max(crowd - 1, 0),
        Math.max(alone - 1, 0));
  }

  /**
   * Whether calls go on to queue for the key.
   *
   * @param mode when threads queue
   * @param othersWait whether others are in the queue
   */
  boolean keepsQueue(QueueMode mode, boolean othersWait) {
    return switch (mode) {
      case ADAPTIVE -> level > 0;
      case ALWAYS -> othersWait;
      case OFF -> false;
    };
  }

  /**
   * Whether several calls have lately waited for each other at once, and had the key to themselves.
   */
  boolean isCrowded() {
    return crowd > 0 && alone == 0;
  }

  /** Whether the key is no hotter than right after a conflict. */
  boolean isWarmAtMost() {
    return level <= WARM;
  }
}
