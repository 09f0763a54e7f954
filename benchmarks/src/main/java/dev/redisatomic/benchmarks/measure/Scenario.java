package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;

/** One work under one setting, and who does it. */
record Scenario(Work work, Setting setting, List<Contestants> contestants) {

  /** A local queue can only matter where calls meet. */
  static Scenario of(Work work, Setting setting) {
    List<Contestants> contestants = new ArrayList<>(Contestants.STANDARD);
    if (work == Work.TRANSFER && setting.hot() && setting.threads() > 1) {
      contestants.add(Contestants.ATOMIC_QUEUE_OFF);
    }
    return new Scenario(work, setting, contestants);
  }

  String describe() {
    return work.id() + ", " + setting.describe();
  }
}
