package dev.redisatomic.benchmarks.work;

import java.util.SplittableRandom;

/** One thread that does the work: its choices, and what it must have changed. */
public final class Caller {

  private final SplittableRandom random;
  private final long[] ledger;
  private long attempts;
  private final Runnable attempt = this::countAttempt;

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

  /** How often bodies began to run. */
  public long attempts() {
    return attempts;
  }

  /** What the calls that returned must have changed; what the entries are, the task knows. */
  public long[] ledger() {
    return ledger;
  }

  /** To be run first in every attempt. */
  Runnable attempt() {
    return attempt;
  }

  private void countAttempt() {
    attempts++;
  }

  int choose(int bound) {
    return random.nextInt(bound);
  }

  /** The first of five entries that go together. */
  int chooseGroup() {
    return choose(ledger.length / Keys.GROUP) * Keys.GROUP;
  }

  void note(int entry, long change) {
    ledger[entry] += change;
  }
}
