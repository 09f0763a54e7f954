package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Attempts;
import java.util.SplittableRandom;

/** One thread that does the work: its choices, and what it must have changed. */
public final class Caller {

  private final SplittableRandom random;
  private final Attempts attempts = new Attempts();
  private final long[] ledger;

  /**
   * Somebody who has not called yet.
   *
   * @param entries the size of the ledger
   * @param seed of the choices
   */
  public Caller(int entries, long seed) {
    ledger = new long[entries];
    random = new SplittableRandom(seed);
  }

  public Attempts attempts() {
    return attempts;
  }

  /** What the calls that returned must have changed; what the entries are, the work knows. */
  public long[] ledger() {
    return ledger;
  }

  int choose(int bound) {
    return random.nextInt(bound);
  }

  void note(int entry, long change) {
    ledger[entry] += change;
  }
}
