package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;

/** One work under one setting. */
record Scenario(Work work, Setting setting) {

  /** Who takes part; a local queue can only matter where calls meet. */
  List<Contestants> contestants() {
    List<Contestants> all = new ArrayList<>(Contestants.STANDARD);
    if (work == Work.TRANSFER && setting.hot() && setting.threads() > 1) {
      all.add(Contestants.ATOMIC_QUEUE_OFF);
    }
    return all;
  }

  String describe() {
    return work.id() + ", " + setting.describe();
  }
}
