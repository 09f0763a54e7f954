package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.JedisPool;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.Facts;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.server.DelayingProxy;
import dev.redisatomic.benchmarks.server.RedisServer;
import dev.redisatomic.benchmarks.work.Work;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.RedisClient;

/** The whole of it. */
public final class Measurement {

  private static final Duration DELAY = Duration.ofNanos(Plan.DELAY_MICROS * 1_000);

  private final Options options;
  private final PrintStream out;

  /**
   * A measurement that has not begun.
   *
   * @param out for progress
   */
  public Measurement(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public Results run() {
    Address given = options.server();
    try (RedisServer server =
            given == null ? RedisServer.start() : RedisServer.at(given, options.overwrite());
        RedisClient redis = JedisPool.open(server.address(), 2)) {
      try {
        return run(server.address(), redis);
      } finally {
        Work.clearAll(redis);
      }
    }
  }

  private Results run(Address address, RedisClient redis) {
    boolean footprintsToo = options.only().part(Filter.FOOTPRINTS);
    boolean hotKeysToo = options.only().part(Filter.HOT_KEYS);
    List<Scenario> plan = options.only().part(Filter.RATES) ? Plan.of(options) : List.of();
    Comparison comparison = new Comparison(options, redis);
    Duration planned = plan.stream().map(comparison::takes).reduce(Duration.ZERO, Duration::plus);
    Set<Work> works = EnumSet.noneOf(Work.class);
    if (!options.quick()) {
      plan.forEach(scenario -> works.add(scenario.work()));
    }
    planned = planned.plus(comparison.takesToWarmUp(works));
    planned = planned.plus(footprintsToo ? Footprints.takes(options) : Duration.ZERO);
    planned = planned.plus(hotKeysToo ? HotKeys.takes(options) : Duration.ZERO);
    Progress progress = new Progress(out, planned);
    try (DelayingProxy proxy = new DelayingProxy(address, DELAY);
        Field direct = new Field(address);
        Field delayed = new Field(proxy.address())) {
      Map<String, Double> pings =
          Map.of(
              "direct", Ping.medianMicros(address),
              "delayed", Ping.medianMicros(proxy.address()));
      progress.next("warming up");
      comparison.warmUp(works, direct);
      progress.done(comparison.takesToWarmUp(works));
      List<ScenarioResult> scenarios = new ArrayList<>();
      for (Scenario scenario : plan) {
        progress.next(scenario.describe());
        boolean far = scenario.setting().delayMicros() > 0;
        scenarios.add(comparison.run(scenario, far ? delayed : direct));
        progress.done(comparison.takes(scenario));
      }
      List<Footprint> footprints = List.of();
      if (footprintsToo) {
        progress.next("single calls");
        footprints = new Footprints(options, redis).measure(address, direct);
        progress.done(Footprints.takes(options));
      }
      List<HotKeysResult> hotKeys = List.of();
      if (hotKeysToo) {
        progress.next("hot keys in several JVMs");
        try (HotKeys jvms = new HotKeys(options, redis, address)) {
          hotKeys = jvms.run();
        }
      }
      return new Results(facts(redis, pings), scenarios, footprints, hotKeys);
    }
  }

  private Facts facts(RedisClient redis, Map<String, Double> pings) {
    return new Facts(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Machine.describe(redis),
        pings,
        options.rounds(),
        options.window().toNanos() / 1e9,
        Options.POOL_SIZE,
        options.quick());
  }
}
