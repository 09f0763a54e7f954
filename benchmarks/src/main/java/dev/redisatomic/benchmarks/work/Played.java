package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What came of one round.
 *
 * @param cpuMillis what the processes spent, user and system, until the last call ended
 */
public record Played(List<Calls> threads, double cpuMillis) {

  /**
   * All calls of one thread.
   *
   * @param inTime calls that returned within the round
   * @param commits calls that returned at all
   * @param attempts runs of bodies
   * @param gaveUp calls that threw, by the simple name of what they threw
   * @param latencies of all calls, in nanoseconds
   * @param ledger by how much those that returned must have changed each entry
   * @param cutOff whether the last one was interrupted long after the round
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  public record Calls(
      long inTime,
      long commits,
      long attempts,
      Map<String, Long> gaveUp,
      long[] latencies,
      long[] ledger,
      boolean cutOff) {}

  public static Played inSeveralJvms(List<Played> jvms) {
    return new Played(
        jvms.stream().flatMap(jvm -> jvm.threads.stream()).toList(),
        jvms.stream().mapToDouble(Played::cpuMillis).sum());
  }

  public long cutOff() {
    return threads.stream().filter(Calls::cutOff).count();
  }

  public long[] ledger() {
    long[] sum = new long[threads.get(0).ledger.length];
    threads.forEach(calls -> Arrays.setAll(sum, i -> sum[i] + calls.ledger[i]));
    return sum;
  }
}
