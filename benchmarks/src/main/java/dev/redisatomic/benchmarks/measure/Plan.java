package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;

/** Which scenarios there are. */
final class Plan {

  /** Each way. */
  static final long DELAY_MICROS = 500;

  private static final int MANY = 1_000;

  private Plan() {}

  static List<Scenario> of(Options options) {
    return (options.quick() ? quick() : everything())
        .stream().filter(options.only()::scenario).toList();
  }

  /** The transfer under all settings, the rest where it tells something new. */
  static List<Scenario> everything() {
    List<Scenario> plan = new ArrayList<>();
    for (long delay : List.of(0L, DELAY_MICROS)) {
      for (boolean hot : List.of(false, true)) {
        for (int threads : List.of(1, 8, 16, 64)) {
          plan.add(Scenario.of(Work.TRANSFER, new Setting(threads, false, hot, delay)));
        }
        plan.add(Scenario.of(Work.TRANSFER, new Setting(MANY, true, hot, delay)));
      }
    }
    for (Work work : List.of(Work.SNAPSHOT, Work.INCREMENT, Work.HASH)) {
      plan.add(Scenario.of(work, new Setting(1, false, false, 0)));
      plan.add(Scenario.of(work, new Setting(8, false, false, 0)));
      plan.add(Scenario.of(work, new Setting(64, false, false, 0)));
      plan.add(Scenario.of(work, new Setting(MANY, true, false, 0)));
      plan.add(Scenario.of(work, new Setting(8, false, true, 0)));
      plan.add(Scenario.of(work, new Setting(1, false, false, DELAY_MICROS)));
      plan.add(Scenario.of(work, new Setting(8, false, false, DELAY_MICROS)));
    }
    return plan;
  }

  private static List<Scenario> quick() {
    List<Scenario> plan = new ArrayList<>();
    for (Work work : Work.values()) {
      plan.add(Scenario.of(work, new Setting(2, false, false, 0)));
    }
    // Connecting all of them once more would take longer than all the rest.
    Setting far = new Setting(1, false, false, DELAY_MICROS);
    plan.add(new Scenario(Work.TRANSFER, far, List.of(Contestants.ATOMIC, Contestants.BY_HAND)));
    plan.add(Scenario.of(Work.TRANSFER, new Setting(20, true, false, 0)));
    return plan;
  }
}
