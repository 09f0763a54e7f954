package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Invariant;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.JvmsSeries;
import dev.redisatomic.benchmarks.result.RoundResult;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/** Transfers between two accounts by the threads of one JVM, and of several. */
final class HotKeys implements AutoCloseable {

  /** New JVMs have more to warm up. */
  private static final int WARM_UP_ROUNDS = 2;

  private final Options options;
  private final RedisClient redis;
  private final List<HotKeysJvm> jvms = new ArrayList<>();

  HotKeys(Options options, RedisClient redis, Address address) {
    this.options = options;
    this.redis = redis;
    for (int i = 0; i < (options.quick() ? 2 : 3); i++) {
      jvms.add(new HotKeysJvm(address, threads()));
    }
  }

  /** If nobody overruns. */
  static Duration takes(Options options) {
    return options
        .window()
        .multipliedBy(
            2L * (WARM_UP_ROUNDS + options.rounds()) * 2 * Contestants.ON_HOT_KEYS.size());
  }

  private int threads() {
    return options.quick() ? 2 : 16;
  }

  private Duration window() {
    return options.window().multipliedBy(2);
  }

  List<HotKeysResult> run() {
    return List.of(run(1), run(jvms.size()));
  }

  private HotKeysResult run(int count) {
    List<Contestants> contestants =
        (options.quick()
                ? List.of(Contestants.ATOMIC, Contestants.BY_HAND)
                : Contestants.ON_HOT_KEYS)
            .stream().filter(options.only()::contestant).toList();
    Map<Contestants, List<List<RoundResult>>> results = new EnumMap<>(Contestants.class);
    for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
      for (Contestants contestant : Rotation.of(contestants, round)) {
        List<RoundResult> result = turn(contestant, jvms.subList(0, count), round);
        if (round >= WARM_UP_ROUNDS) {
          results.computeIfAbsent(contestant, one -> new ArrayList<>()).add(result);
        }
      }
    }
    return new HotKeysResult(
        count,
        threads(),
        contestants.stream()
            .map(one -> new JvmsSeries(one.id(), results.getOrDefault(one, List.of())))
            .toList());
  }

  private List<RoundResult> turn(Contestants contestant, List<HotKeysJvm> playing, int round) {
    long[] ledger = new long[Work.TRANSFER.entries(true)];
    Work.TRANSFER.prepare(redis, ledger.length);
    for (HotKeysJvm jvm : playing) {
      jvm.begin(contestant, window(), round * 1_000L + playing.indexOf(jvm));
    }
    List<RoundResult> results = new ArrayList<>();
    for (HotKeysJvm jvm : playing) {
      Played played = jvm.end();
      results.add(played.result());
      for (int i = 0; i < ledger.length; i++) {
        ledger[i] += played.ledger().get(i);
      }
    }
    if (results.stream().allMatch(result -> result.cutOff() == 0)) {
      Invariant found = Work.TRANSFER.verify(redis, ledger);
      results.set(0, results.get(0).with(found));
    }
    return results;
  }

  @Override
  public void close() {
    jvms.forEach(HotKeysJvm::close);
  }
}
