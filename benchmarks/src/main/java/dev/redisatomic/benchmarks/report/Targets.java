package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Footprint;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.ScenarioResult;
import dev.redisatomic.benchmarks.result.Series;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What was aimed at, beside what came out: ratios of medians. What was not measured is left out.
 */
final class Targets {

  private final Results results;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Results results) {
    this.results = results;
  }

  static List<Target> of(Results results) {
    Targets found = new Targets(results);
    Setting alone = new Setting(1, false, false, 0);
    Setting eight = new Setting(8, false, false, 0);
    Setting far = new Setting(1, false, false, 500);
    Setting hot = new Setting(16, false, true, 0);
    found.ratio("transfer-1-by-hand", Work.TRANSFER, alone, Contestants.JEDIS, 1.6);
    found.ratio("transfer-1-lua", Work.TRANSFER, alone, Contestants.LUA, 0.55);
    found.ratio("transfer-8-by-hand", Work.TRANSFER, eight, Contestants.JEDIS, 1.4);
    found.ratio(
        "transfer-8-session-callback", Work.TRANSFER, eight, Contestants.SESSION_CALLBACK, 2);
    found.ratio("transfer-8-rtransaction", Work.TRANSFER, eight, Contestants.RTRANSACTION, 5);
    found.ratio("transfer-far-by-hand", Work.TRANSFER, far, Contestants.JEDIS, 1.9);
    found.ratio("transfer-hot-by-hand", Work.TRANSFER, hot, Contestants.JEDIS, 2.5);
    found.contention(hot);
    found.ratio("increment-1-by-hand", Work.INCREMENT, alone, Contestants.JEDIS, 1.8);
    found.roundTrips();
    return found.targets;
  }

  static String table(List<Target> targets, Properties reasons) {
    if (targets.isEmpty()) {
      return "";
    }
    Table table = new Table("work", "figure", "target", "measured", "");
    for (Target target : targets) {
      String reason = reasons.getProperty(target.id());
      table.row(
          target.work(),
          target.figure(),
          target.goal(),
          Format.number(target.measured()),
          target.met() ? "met" : "**missed**" + (reason == null ? "" : ": " + reason));
    }
    return "## Targets\n\nRatios are those of the medians of this run.\n\n" + table;
  }

  private void ratio(String id, Work work, Setting setting, Contestants peer, double bound) {
    rate(work, setting, Contestants.ATOMIC)
        .ifPresent(
            ours ->
                rate(work, setting, peer)
                    .ifPresent(
                        theirs ->
                            targets.add(
                                new Target(
                                    id,
                                    work.label() + ", " + setting.describe(),
                                    "rate / rate of " + peer.label(),
                                    bound,
                                    true,
                                    ours / theirs))));
  }

  private Optional<Double> rate(Work work, Setting setting, Contestants contestant) {
    return series(work, setting, contestant)
        .map(series -> Statistics.of(series, RoundResult::rate).median());
  }

  private Optional<Series> series(Work work, Setting setting, Contestants contestant) {
    return results
        .scenario(work.id(), setting::equals)
        .flatMap((ScenarioResult scenario) -> scenario.of(contestant.id()));
  }

  private void contention(Setting hot) {
    series(Work.TRANSFER, hot, Contestants.ATOMIC)
        .map(series -> Totals.of(series.rounds()))
        .ifPresent(
            totals -> {
              String work = Work.TRANSFER.label() + ", " + hot.describe();
              targets.add(
                  new Target(
                      "transfer-hot-conflicts",
                      work,
                      "conflicts per commit",
                      0.3,
                      false,
                      totals.conflictsPerCommit()));
              targets.add(
                  new Target(
                      "transfer-hot-gave-up",
                      work,
                      "calls that gave up",
                      0,
                      false,
                      totals.callsGivenUp()));
            });
  }

  private void roundTrips() {
    for (Footprint footprint : results.footprints()) {
      if (footprint.work().equals(Work.INCREMENT.id())
          && footprint.contestant().equals(Contestants.ATOMIC.id())) {
        targets.add(
            new Target(
                "increment-round-trips",
                Work.INCREMENT.label(),
                "round trips",
                1,
                false,
                footprint.roundTrips()));
      }
    }
  }
}
