package dev.redisatomic.benchmarks.result;

import java.util.List;
import java.util.Map;

/**
 * Transfers on one server and on clusters.
 *
 * @param date of the run
 * @param machine where it was
 * @param seconds the length of a round
 * @param quick whether the figures mean nothing
 * @param rounds of each topology with each number of threads
 */
public record ClusterResults(
    String date, Map<String, String> machine, double seconds, boolean quick, List<Rates> rounds) {

  /**
   * Transfers per second.
   *
   * @param masters 0 for a server that is no cluster
   * @param threads how many made them
   * @param perSecond round by round
   * @param wrong in how many branches the money was not all there in the end
   */
  public record Rates(int masters, int threads, List<Double> perSecond, int wrong) {}
}
