package dev.redisatomic.benchmarks.result;

/**
 * What the data looked like after a round, compared with what the calls that returned must have
 * made of it.
 *
 * @param wrong values that were not as they should be; for snapshots, those that were torn
 * @param by the sum of their deviations, regardless of sign
 * @param total the sum of their deviations: what was made of nothing, or lost if it is negative
 */
public record Invariant(long wrong, long by, long total) {

  public static final Invariant HELD = new Invariant(0, 0, 0);

  public boolean held() {
    return wrong == 0;
  }

  public Invariant plus(Invariant other) {
    return new Invariant(wrong + other.wrong, by + other.by, total + other.total);
  }
}
