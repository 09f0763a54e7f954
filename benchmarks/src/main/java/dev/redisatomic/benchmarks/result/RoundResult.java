package dev.redisatomic.benchmarks.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One contestant in one round.
 *
 * @param seconds how long calls were begun
 * @param inTime calls that returned in that time
 * @param commits calls that returned at all
 * @param attempts runs of bodies
 * @param gaveUp calls that threw, by the simple name of what they threw
 * @param overrunMillis how long after the time the last call ended
 * @param medianMicros the latency that half of the calls, also of those that threw, did not exceed
 * @param p99Micros the latency that 99 of 100 calls did not exceed
 * @param maxMicros the longest latency
 * @param leastShare commits of the thread with the fewest, 1 being a fair share
 * @param greatestShare commits of the thread with the most, 1 being a fair share
 * @param cpuMillis what the process of the client spent, user and system, until the last call
 *     ended; null in results of older programs
 * @param cutOff how many calls were interrupted because they went on for seconds after the round;
 *     what those did is not known
 * @param invariant whether the data was right afterwards, or null if that cannot be judged because
 *     calls were cut off
 */
public record RoundResult(
    double seconds,
    long inTime,
    long commits,
    long attempts,
    Map<String, Long> gaveUp,
    double overrunMillis,
    double medianMicros,
    double p99Micros,
    double maxMicros,
    double leastShare,
    double greatestShare,
    @Nullable Double cpuMillis,
    int cutOff,
    @Nullable Invariant invariant) {

  /** Commits per second. */
  public double rate() {
    return inTime / seconds;
  }

  public long gaveUpInAll() {
    return gaveUp.values().stream().mapToLong(Long::longValue).sum();
  }

  public RoundResult with(Invariant found) {
    return new RoundResult(
        seconds,
        inTime,
        commits,
        attempts,
        gaveUp,
        overrunMillis,
        medianMicros,
        p99Micros,
        maxMicros,
        leastShare,
        greatestShare,
        cpuMillis,
        cutOff,
        found);
  }
}
