package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

  /**
   * Plays rounds of turns.
   *
   * @param warmUp how many rounds are played first that do not count
   * @param turn of a player in a round, counted from 0; nothing if it is left out
   * @return what came of the turns of each player, in the order of the players
   */
  static <P, R> Map<P, List<R>> turns(
      List<P> players, int warmUp, int rounds, BiFunction<P, Integer, Optional<R>> turn) {
    Map<P, List<R>> results = new LinkedHashMap<>();
    players.forEach(player -> results.put(player, new ArrayList<>()));
    for (int round = 0; round < warmUp + rounds; round++) {
      for (P player : rotated(players, round)) {
        Optional<R> result = turn.apply(player, round);
        if (round >= warmUp) {
          result.ifPresent(results.getOrDefault(player, List.of())::add);
        }
      }
    }
    return results;
  }

  private List<Contestants> contestants(Scenario scenario) {
    return scenario.contestants().stream().filter(options::admits).toList();
  }

  /** Before anything counts: the compilers take longer than one round to be done. */
  void warmUp(List<Scenario> plan, Field field) {
    for (Work work : Work.values()) {
      Scenario several = Scenario.of(work, new Setting(4, false, false, 0));
      plan.stream()
          .filter(scenario -> scenario.work() == work)
          .flatMap(scenario -> contestants(scenario).stream())
          .distinct()
          .sorted()
          .forEach(
              contestant -> {
                for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                  turn(several, field, contestant, round);
                }
              });
    }
  }

  ScenarioResult run(Scenario scenario, Field field) {
    String work = scenario.work().id();
    if (scenario.setting().virtual() && Runtime.version().feature() < 21) {
      return new ScenarioResult(work, scenario.setting(), "needs JDK 21", List.of());
    }
    Map<Contestants, Long> spentNanos = new EnumMap<>(Contestants.class);
    long budget = options.window().toNanos() * (options.rounds() + 1L) * PATIENCE;
    Map<Contestants, List<List<RoundResult>>> results =
        turns(
            contestants(scenario),
            1,
            options.rounds(),
            (contestant, round) -> {
              if (round > 1 && spentNanos.getOrDefault(contestant, 0L) > budget) {
                return Optional.empty();
              }
              field.get(contestant); // Connecting is not part of its time.
              long begun = System.nanoTime();
              RoundResult result = turn(scenario, field, contestant, round);
              spentNanos.merge(contestant, System.nanoTime() - begun, Long::sum);
              return Optional.of(List.of(result));
            });
    List<Series> series = new ArrayList<>();
    results.forEach((contestant, rounds) -> series.add(new Series(contestant.id(), rounds)));
    return new ScenarioResult(work, scenario.setting(), null, series);
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
