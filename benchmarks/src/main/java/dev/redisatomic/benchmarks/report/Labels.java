package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.work.Work;

/** What readers call things; the name in the raw results, if the program no longer knows it. */
final class Labels {

  private Labels() {}

  static String of(String contestant) {
    return Contestants.find(contestant).map(Contestants::label).orElse(contestant);
  }

  static String ofWork(String work) {
    return Work.find(work).map(Work::label).orElse(work);
  }
}
