package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.Results.Series;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/**
 * Lets the contestants take turns: A B C, B C A, and so on. The first round warms up and does not
 * count.
 *
 * @param redis to prepare and look at the data
 */
record Comparison(Options options, UnifiedJedis redis) {

  /** A contestant that takes so many times as long as planned gets no more turns. */
  private static final int PATIENCE = 3;

  private static final int WARM_UP_ROUNDS = 4;

  /** A B C, B C A, C A B. */
  static <T> List<T> rotated(List<T> order, int round) {
    List<T> rotated = new ArrayList<>(order);
    Collections.rotate(rotated, -round);
    return rotated;
  }

  private List<Contestants> contestants(Scenario scenario) {
    return scenario.contestants().stream().filter(options.only()::contestant).toList();
  }

  /** Before anything counts: the compilers take longer than one round to be done. */
  void warmUp(Set<Work> works, Field field) {
    Setting several = new Setting(4, false, false, 0);
    for (Work work : works) {
      Scenario scenario = Scenario.of(work, several);
      for (Contestants contestant : contestants(scenario)) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
          turn(scenario, field, contestant, round);
        }
      }
    }
  }

  ScenarioResult run(Scenario scenario, Field field) {
    String work = scenario.work().id();
    if (scenario.setting().virtual() && Runtime.version().feature() < 21) {
      return new ScenarioResult(work, scenario.setting(), "needs JDK 21", List.of());
    }
    List<Contestants> contestants = contestants(scenario);
    Map<Contestants, List<RoundResult>> results = new EnumMap<>(Contestants.class);
    Map<Contestants, Long> spentNanos = new EnumMap<>(Contestants.class);
    contestants.forEach(one -> results.put(one, new ArrayList<>()));
    long budget = options.window().toNanos() * (options.rounds() + 1L) * PATIENCE;
    for (int round = 0; round <= options.rounds(); round++) {
      for (Contestants contestant : rotated(contestants, round)) {
        List<RoundResult> measured = results.getOrDefault(contestant, List.of());
        if (!measured.isEmpty() && spentNanos.getOrDefault(contestant, 0L) > budget) {
          continue;
        }
        field.get(contestant); // Connecting is not part of its time.
        long begun = System.nanoTime();
        RoundResult result = turn(scenario, field, contestant, round);
        spentNanos.merge(contestant, System.nanoTime() - begun, Long::sum);
        if (round > 0) {
          measured.add(result);
        }
      }
    }
    return new ScenarioResult(
        work,
        scenario.setting(),
        null,
        contestants.stream()
            .map(one -> new Series(one.id(), results.getOrDefault(one, List.of())))
            .toList());
  }

  private RoundResult turn(Scenario scenario, Field field, Contestants contestant, long seed) {
    RoundResult result =
        new Round(scenario.work().task(), scenario.setting(), options.window())
            .playAndVerify(redis, field.get(contestant), seed);
    if (result.cutOff() > 0) {
      // What it still has under way must not get into the turns of others.
      field.discard(contestant);
      Work.clearLocks(redis);
    }
    return result;
  }
}
