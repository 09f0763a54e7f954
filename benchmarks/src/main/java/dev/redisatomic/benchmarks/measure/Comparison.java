package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Played;
import dev.redisatomic.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import redis.clients.jedis.UnifiedJedis;

/**
 * Lets the contestants take turns: A B C, B C A, and so on. The first rounds warm up and do not
 * count.
 *
 * @param redis to prepare and look at the data
 */
record Comparison(Options options, UnifiedJedis redis) {

  /** A contestant that takes so many times as long as planned gets no more turns. */
  private static final int PATIENCE = 3;

  /** A B C, B C A, C A B. */
  static <T> List<T> rotated(List<T> order, int round) {
    List<T> rotated = new ArrayList<>(order);
    Collections.rotate(rotated, -round);
    return rotated;
  }

  ScenarioResult run(Scenario scenario, Field field) {
    List<ChildJvm> others = new ArrayList<>();
    try {
      for (int i = 0; scenario.setting().jvms() > 1 && i < scenario.setting().jvms(); i++) {
        others.add(ChildJvm.start(Round.class, field.address()));
      }
      return run(scenario, field, others);
    } finally {
      others.forEach(ChildJvm::close);
    }
  }

  private ScenarioResult run(Scenario scenario, Field field, List<ChildJvm> others) {
    List<Contestants> contestants =
        scenario.contestants().stream().filter(options::admits).toList();
    Map<Contestants, List<RoundResult>> results = new EnumMap<>(Contestants.class);
    Map<Contestants, Long> spentNanos = new EnumMap<>(Contestants.class);
    int uncounted = scenario.warmUpRounds();
    int rounds = uncounted + options.rounds();
    long budget = options.window().toNanos() * options.rounds() * PATIENCE;
    for (int round = 0; round < rounds; round++) {
      for (Contestants contestant : rotated(contestants, round)) {
        if (spentNanos.getOrDefault(contestant, 0L) > budget) {
          continue;
        }
        long begun = System.nanoTime();
        RoundResult result = turn(scenario, field, others, contestant, round);
        // Connecting, in this JVM or in others, is not part of its time.
        if (round >= uncounted) {
          spentNanos.merge(contestant, System.nanoTime() - begun, Long::sum);
          results.computeIfAbsent(contestant, one -> new ArrayList<>()).add(result);
        }
      }
    }
    return new ScenarioResult(
        scenario.work().id(),
        scenario.setting(),
        contestants.stream()
            .map(one -> new Series(one.id(), results.getOrDefault(one, List.of())))
            .toList());
  }

  /** Writes the data anew, plays, and checks the data unless calls were cut off. */
  private RoundResult turn(
      Scenario scenario, Field field, List<ChildJvm> others, Contestants contestant, int round) {
    Work work = scenario.work();
    Connected connected = field.get(contestant);
    UnifiedJedis data = connected.ownData().orElse(redis);
    work.prepare(data, scenario.setting().hot());
    Runnable disturbance = work.disturb(data, scenario.setting().hot());
    IntFunction<Round> order =
        jvm ->
            new Round(work, scenario.setting(), contestant, options.window(), round * 1_000L + jvm);
    Played played;
    try {
      played =
          others.isEmpty()
              ? order.apply(0).play(connected.contestant())
              : Round.playIn(others, order);
    } finally {
      disturbance.run();
    }
    if (played.cutOff() > 0) {
      // What it still has under way, and its locks, must not get into the turns of others.
      field.discard(contestant);
      redis.flushAll();
      return RoundResult.of(played, options.seconds(), null);
    }
    return RoundResult.of(played, options.seconds(), work.verify(data, played.ledger()));
  }
}
