package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.work.Played.Calls;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** One thread that does the work: its choices, and what came of its calls. */
public final class Caller {

  private final Work work;
  private final SplittableRandom random;
  private final long[] ledger;
  private final LongStream.Builder latencies = LongStream.builder();
  private final Map<String, Long> gaveUp = new TreeMap<>();
  private long attempts;
  private long inTime;
  private long commits;
  private boolean cutOff;

  /** To be run first in every attempt. */
  final Runnable attempt = () -> attempts++;

  /**
   * Somebody who has not called yet.
   *
   * @param seed of the choices
   */
  public Caller(Work work, boolean hot, long seed) {
    this.work = work;
    ledger = new long[work.entries(hot)];
    random = new SplittableRandom(seed);
  }

  /**
   * Makes at least one call; begins calls until the time is over, and ends the last one.
   *
   * @param endNanos when the time is over
   * @param cutOffNanos when a call that still goes on is interrupted
   */
  public void callUntil(long endNanos, long cutOffNanos, Contestant contestant) {
    long ended;
    do {
      long begun = System.nanoTime();
      boolean committed = false;
      try {
        call(contestant);
        committed = true;
      } catch (Throwable e) {
        gaveUp.merge(e.getClass().getSimpleName(), 1L, Long::sum);
      }
      ended = System.nanoTime();
      latencies.add(ended - begun);
      if (committed && ended <= endNanos) {
        inTime++;
      }
    } while (ended < endNanos);
    cutOff = ended >= cutOffNanos;
  }

  /** Makes one call. */
  public void call(Contestant contestant) {
    work.call(contestant, this);
    commits++;
  }

  public Calls calls() {
    long[] all = latencies.build().toArray();
    return new Calls(inTime, commits, attempts, gaveUp, all, ledger, cutOff);
  }

  int entries() {
    return ledger.length;
  }

  int choose(int bound) {
    return random.nextInt(bound);
  }

  /** The call that returns must have changed the entry so. */
  void note(int entry, long change) {
    ledger[entry] += change;
  }
}
