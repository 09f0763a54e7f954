package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Work;
import java.util.Map;
import java.util.TreeMap;

/** One thread's calls in one round. */
final class Worker {

  private final Work work;
  private final Contestant contestant;
  private final Caller caller;
  private final Latencies latencies = new Latencies();
  private final Map<String, Long> gaveUp = new TreeMap<>();
  private long inTime;
  private long commits;

  Worker(Work work, Contestant contestant, Caller caller) {
    this.work = work;
    this.contestant = contestant;
    this.caller = caller;
  }

  /** At least one call; begins calls until the time is over, and ends the last one. */
  void run(long startNanos, long windowNanos) {
    long begun;
    do {
      begun = System.nanoTime();
      try {
        work.call(contestant, caller);
        commits++;
        if (System.nanoTime() - startNanos <= windowNanos) {
          inTime++;
        }
      } catch (RuntimeException e) {
        gaveUp.merge(e.getClass().getSimpleName(), 1L, Long::sum);
      }
      latencies.add(System.nanoTime() - begun);
    } while (System.nanoTime() - startNanos < windowNanos);
  }

  Caller caller() {
    return caller;
  }

  Latencies latencies() {
    return latencies;
  }

  Map<String, Long> gaveUp() {
    return gaveUp;
  }

  long inTime() {
    return inTime;
  }

  long commits() {
    return commits;
  }
}
