package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * What came of the calls of one thread, or of several, in one round.
 *
 * @param inTime calls that returned within the round
 * @param commits calls that returned at all
 * @param fewest commits of the thread with the fewest
 * @param most commits of the thread with the most
 * @param attempts runs of bodies
 * @param gaveUp calls that threw, by the simple name of what they threw
 * @param latencies of all calls, in nanoseconds
 * @param ledger by how much the calls must have changed each entry
 * @param cutOff how many calls were interrupted long after the round
 * @param cpuMillis what the processes spent meanwhile
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record Played(
    long inTime,
    long commits,
    long fewest,
    long most,
    long attempts,
    Map<String, Long> gaveUp,
    long[] latencies,
    long[] ledger,
    long cutOff,
    double cpuMillis) {

  public static Played sum(List<Played> parts) {
    long[] ledger = new long[parts.get(0).ledger.length];
    Map<String, Long> gaveUp = new TreeMap<>();
    for (Played part : parts) {
      Arrays.setAll(ledger, i -> ledger[i] + part.ledger[i]);
      part.gaveUp.forEach((name, count) -> gaveUp.merge(name, count, Long::sum));
    }
    return new Played(
        all(parts, Played::inTime).sum(),
        all(parts, Played::commits).sum(),
        all(parts, Played::fewest).min().orElseThrow(),
        all(parts, Played::most).max().orElseThrow(),
        all(parts, Played::attempts).sum(),
        gaveUp,
        parts.stream().flatMapToLong(part -> Arrays.stream(part.latencies)).toArray(),
        ledger,
        all(parts, Played::cutOff).sum(),
        parts.stream().mapToDouble(Played::cpuMillis).sum());
  }

  public Played plusCpu(double millis) {
    return new Played(
        inTime, commits, fewest, most, attempts, gaveUp, latencies, ledger, cutOff, millis);
  }

  private static LongStream all(List<Played> parts, ToLongFunction<Played> figure) {
    return parts.stream().mapToLong(figure);
  }
}
