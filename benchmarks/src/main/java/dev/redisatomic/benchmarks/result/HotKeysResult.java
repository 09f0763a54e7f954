package dev.redisatomic.benchmarks.result;

import java.util.List;

/**
 * Transfers between two accounts.
 *
 * @param jvms how many JVMs made them
 * @param threads how many threads each JVM had
 */
public record HotKeysResult(int jvms, int threads, List<JvmsSeries> series) {

  /**
   * The measured rounds of one contestant.
   *
   * @param rounds for each round what each JVM saw; the invariant, if it could be judged, is in the
   *     first of them
   */
  public record JvmsSeries(String contestant, List<List<RoundResult>> rounds) {}
}
