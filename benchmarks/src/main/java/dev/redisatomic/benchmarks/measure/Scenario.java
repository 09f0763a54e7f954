package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One work under one setting, and who does it. */
record Scenario(Work work, Setting setting, List<Contestants> contestants) {

  /** How many threads the contestants on the other driver are measured with. */
  private static final List<Integer> FEW = List.of(1, 8);

  static Scenario of(Work work, Setting setting) {
    return new Scenario(work, setting, contestants(work, setting));
  }

  /** A local queue can only matter where calls meet. */
  private static List<Contestants> contestants(Work work, Setting setting) {
    return switch (work) {
      case NESTED, CONFIG, CONFIG_UNDECLARED -> Contestants.ON_HOT_KEYS;
      case BRANCHES -> Contestants.ON_CLUSTERS;
      case SNAPSHOT, INCREMENT -> Contestants.STANDARD;
      case TRANSFER -> {
        Set<Contestants> all = new LinkedHashSet<>(Contestants.STANDARD);
        if (setting.hot() && setting.threads() > 1) {
          all.addAll(Contestants.ON_HOT_KEYS);
        }
        if (FEW.contains(setting.threads())) {
          all.addAll(Contestants.ON_LETTUCE);
        }
        yield List.copyOf(all);
      }
    };
  }

  private Scenario by(List<Contestants> others) {
    return new Scenario(work, setting, others);
  }

  static List<Scenario> plan(Options options) {
    List<Scenario> plan =
        options.hotKeys() ? onHotKeys() : options.quick() ? quick() : everything();
    return plan.stream()
        .filter(options::admits)
        .filter(one -> !one.setting.virtual() || Runtime.version().feature() >= 21)
        .toList();
  }

  /** What hot keys are judged by, with what must not pay for it. */
  private static List<Scenario> onHotKeys() {
    Stream<Setting> transfers =
        Stream.of(Setting.hot(16), Setting.hot(16).far(), Setting.cold(8), Setting.cold(1));
    return Stream.concat(
            transfers.map(one -> of(Work.TRANSFER, one).by(Contestants.ON_HOT_KEYS)),
            aboutHotKeys().stream())
        .toList();
  }

  private static List<Scenario> aboutHotKeys() {
    return List.of(
        of(Work.TRANSFER, Setting.hot(16).in(3)).by(Contestants.ON_HOT_KEYS),
        of(Work.NESTED, Setting.hot(8)),
        of(Work.CONFIG, Setting.cold(8)),
        of(Work.CONFIG_UNDECLARED, Setting.cold(8)));
  }

  /** The transfer under all settings, the rest where it tells something new. */
  static List<Scenario> everything() {
    List<Scenario> plan = new ArrayList<>();
    List<Integer> threads = List.of(1, 8, 16, 64, Setting.MANY);
    threads.forEach(each -> plan.add(of(Work.TRANSFER, Setting.cold(each))));
    threads.forEach(each -> plan.add(of(Work.TRANSFER, Setting.hot(each))));
    threads.forEach(each -> plan.add(of(Work.TRANSFER, Setting.cold(each).far())));
    threads.forEach(each -> plan.add(of(Work.TRANSFER, Setting.hot(each).far())));
    for (Work work : List.of(Work.SNAPSHOT, Work.INCREMENT)) {
      List.of(1, 8, 64, Setting.MANY).forEach(each -> plan.add(of(work, Setting.cold(each))));
      plan.add(of(work, Setting.hot(8)));
      FEW.forEach(each -> plan.add(of(work, Setting.cold(each).far())));
    }
    plan.addAll(aboutHotKeys());
    // Last, because the clusters then run until the end.
    plan.add(of(Work.BRANCHES, Setting.cold(1)));
    plan.add(of(Work.BRANCHES, Setting.cold(8)));
    return plan;
  }

  /** Before anything counts: the compilers take longer than one round to be done. */
  static List<Scenario> warmUp(List<Scenario> plan) {
    return plan.stream()
        .map(Scenario::work)
        .distinct()
        .filter(work -> work != Work.BRANCHES)
        .map(work -> of(work, Setting.cold(4)).by(contestants(work, Setting.hot(8))))
        .toList();
  }

  private static List<Scenario> quick() {
    List<Scenario> plan = new ArrayList<>();
    for (Work work : Work.values()) {
      plan.add(of(work, Setting.cold(8)));
    }
    // Connecting all of them once more would take longer than all the rest.
    List<Contestants> two = List.of(Contestants.ATOMIC, Contestants.BY_HAND);
    for (Setting setting :
        List.of(Setting.cold(1).far(), Setting.cold(Setting.MANY), Setting.hot(2).in(2))) {
      plan.add(of(Work.TRANSFER, setting).by(two));
    }
    return plan;
  }

  /** One is enough where the same has been warmed up before, in this JVM. */
  int warmUpRounds() {
    return work == Work.BRANCHES || setting.jvms() > 1 ? 4 : 1;
  }

  String describe() {
    return work.id() + ", " + setting.describe();
  }
}
