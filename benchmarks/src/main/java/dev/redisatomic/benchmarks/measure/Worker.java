package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Task;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** One thread's calls in one round. */
final class Worker {

  final Caller caller;
  final LongStream.Builder latencies = LongStream.builder();
  final Map<String, Long> gaveUp = new TreeMap<>();
  long inTime;
  long commits;

  private final Task task;
  private final Contestant contestant;

  Worker(Task task, Contestant contestant, Caller caller) {
    this.task = task;
    this.contestant = contestant;
    this.caller = caller;
  }

  /** At least one call; begins calls until the time is over, and ends the last one. */
  void run(long startNanos, long windowNanos) {
    long begun;
    do {
      begun = System.nanoTime();
      try {
        task.call(contestant, caller);
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
}
