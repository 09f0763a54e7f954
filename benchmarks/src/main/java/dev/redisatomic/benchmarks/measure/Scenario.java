package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One work under one setting, and who does it. */
record Scenario(Work work, Setting setting, List<Contestants> contestants) {

  /** Each way. */
  static final long DELAY_MICROS = 500;

  private static final int MANY = 1_000;

  /** How many threads the contestants on the other driver are measured with. */
  private static final Set<Integer> FEW = Set.of(1, 8);

  /** A local queue can only matter where calls meet. */
  static Scenario of(Work work, Setting setting) {
    if (Work.ABOUT_HOT_KEYS.contains(work)) {
      return new Scenario(work, setting, Contestants.ON_HOT_KEYS);
    }
    Set<Contestants> contestants = new LinkedHashSet<>(Contestants.STANDARD);
    if (work == Work.TRANSFER && setting.hot() && setting.threads() > 1) {
      contestants.addAll(Contestants.ON_HOT_KEYS);
    }
    if (work == Work.TRANSFER && FEW.contains(setting.threads())) {
      contestants.addAll(Contestants.ON_LETTUCE);
    }
    return new Scenario(work, setting, List.copyOf(contestants));
  }

  private static Scenario cold(Work work, int threads, long delay) {
    return of(work, new Setting(threads, threads == MANY, false, delay));
  }

  static List<Scenario> plan(Options options) {
    List<Scenario> plan =
        options.hotKeys() ? onHotKeys() : options.quick() ? quick() : everything();
    return plan.stream().filter(options::admits).toList();
  }

  /** What hot keys are judged by. */
  private static List<Scenario> onHotKeys() {
    List<Scenario> plan = new ArrayList<>();
    for (Setting setting : Setting.FOR_HOT_KEYS) {
      plan.add(new Scenario(Work.TRANSFER, setting, Contestants.ON_HOT_KEYS));
    }
    plan.addAll(aboutHotKeys());
    return plan;
  }

  private static List<Scenario> aboutHotKeys() {
    return List.of(
        of(Work.NESTED, new Setting(8, false, true, 0)),
        of(Work.CONFIG, new Setting(8, false, false, 0)),
        of(Work.CONFIG_UNDECLARED, new Setting(8, false, false, 0)));
  }

  /** The transfer under all settings, the rest where it tells something new. */
  static List<Scenario> everything() {
    List<Scenario> plan = new ArrayList<>();
    for (long delay : List.of(0L, DELAY_MICROS)) {
      for (boolean hot : List.of(false, true)) {
        for (int threads : List.of(1, 8, 16, 64, MANY)) {
          plan.add(of(Work.TRANSFER, new Setting(threads, threads == MANY, hot, delay)));
        }
      }
    }
    for (Work work : List.of(Work.SNAPSHOT, Work.INCREMENT, Work.HASH)) {
      for (int threads : List.of(1, 8, 64, MANY)) {
        plan.add(cold(work, threads, 0));
      }
      plan.add(of(work, new Setting(8, false, true, 0)));
      plan.add(cold(work, 1, DELAY_MICROS));
      plan.add(cold(work, 8, DELAY_MICROS));
    }
    plan.addAll(aboutHotKeys());
    return plan;
  }

  private static List<Scenario> quick() {
    List<Scenario> plan = new ArrayList<>();
    for (Work work : Work.values()) {
      plan.add(cold(work, 2, 0));
    }
    // Connecting all of them once more would take longer than all the rest.
    Setting far = new Setting(1, false, false, DELAY_MICROS);
    plan.add(new Scenario(Work.TRANSFER, far, List.of(Contestants.ATOMIC, Contestants.BY_HAND)));
    plan.add(of(Work.TRANSFER, new Setting(20, true, false, 0)));
    return plan;
  }

  String describe() {
    return work.id() + ", " + setting.describe();
  }
}
