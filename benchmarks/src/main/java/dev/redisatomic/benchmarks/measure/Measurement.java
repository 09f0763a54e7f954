package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import dev.redisatomic.testserver.RedisServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * The whole of it.
 *
 * @param out for progress
 */
public record Measurement(Options options, PrintStream out) {

  private static final Duration DELAY = Duration.ofNanos(Scenario.DELAY_MICROS * 1_000);
  private static final int PINGS = 500;

  private static final Logger ROOT = LogManager.getLogManager().getLogger("");

  /** Complains about the clients of those who were cut off. */
  private static final Logger NETTY = Logger.getLogger("io.netty");

  /** Only what goes wrong is shown. Lost races for locks and connections are counted instead. */
  public static void quiet() {
    ROOT.setLevel(Level.SEVERE);
    NETTY.setLevel(Level.OFF);
  }

  public Results run() {
    HostAndPort given = options.server();
    if (given == null) {
      try (RedisServer own = RedisServer.start()) {
        return run(HostAndPort.from(own.address()));
      }
    }
    checkThatItMayBeUsed(given, options.overwrite());
    return run(given);
  }

  /**
   * Leaves the data of others alone.
   *
   * @throws IllegalStateException if there is any that must not be overwritten
   */
  static void checkThatItMayBeUsed(HostAndPort server, boolean overwrite) {
    try (Jedis jedis = new Jedis(server)) {
      long keys = jedis.dbSize();
      if (keys > 0 && !overwrite) {
        throw new IllegalStateException(
            "Database 0 at %s holds %d keys. Use an empty one, or allow with --overwrite that keys beginning with account:, counter:, lock:, reading: and stock: are overwritten and deleted."
                .formatted(server, keys));
      }
    }
  }

  private Results run(HostAndPort server) {
    try (RedisClient redis = Connected.jedis(server)) {
      try (ChildJvm proxy = ChildJvm.start(TcpProxy.class, server, DELAY);
          Field direct = new Field(server);
          Field delayed = new Field(HostAndPort.from(proxy.hear()))) {
        return run(redis, direct, delayed);
      } finally {
        Work.clearAll(redis);
      }
    }
  }

  private Results run(RedisClient redis, Field direct, Field delayed) {
    Facts facts =
        new Facts(
            Machine.today(),
            Machine.describe(redis),
            Map.of("direct", ping(direct.address()), "delayed", ping(delayed.address())),
            options.rounds(),
            options.seconds(),
            Connected.POOL_SIZE,
            options.quick());
    Results results = new Results(facts, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, Runnable> steps = new LinkedHashMap<>();
    if (options.admits("rates")) {
      Comparison comparison = new Comparison(options, redis);
      List<Scenario> plan = Scenario.plan(options);
      if (!options.quick()) {
        steps.put("warming up", () -> comparison.warmUp(plan, direct));
      }
      for (Scenario scenario : plan) {
        Field field = scenario.setting().delayMicros() > 0 ? delayed : direct;
        steps.put(
            scenario.describe(), () -> results.scenarios().add(comparison.run(scenario, field)));
      }
    }
    if (options.admits("footprints") && !options.hotKeys()) {
      Footprints single = new Footprints(options, redis);
      steps.put("single calls", () -> results.footprints().addAll(single.measure(direct)));
    }
    if (options.admits("hot-keys")) {
      steps.put(
          "hot keys in several JVMs",
          () -> {
            try (HotKeys jvms = new HotKeys(options, redis, direct.address())) {
              results.hotKeys().addAll(jvms.run());
            }
          });
    }
    run(steps);
    return results;
  }

  /** Steps take about as long as each other; the first one, as long as planned. */
  private void run(Map<String, Runnable> steps) {
    double each = options.seconds() * (options.rounds() + 1) * Contestants.STANDARD.size();
    int done = 0;
    long begun = System.nanoTime();
    for (Map.Entry<String, Runnable> step : steps.entrySet()) {
      double minutes = (steps.size() - done) * each / 60;
      out.printf(Locale.ROOT, "%-45s about %.1f min left%n", step.getKey(), minutes);
      step.getValue().run();
      done++;
      each = (System.nanoTime() - begun) / 1e9 / done;
    }
  }

  /** The median round trip, in microseconds. */
  private static double ping(HostAndPort address) {
    long[] nanos = new long[PINGS];
    try (Jedis jedis = new Jedis(address)) {
      for (int i = 0; i < PINGS; i++) {
        long begun = System.nanoTime();
        jedis.ping();
        nanos[i] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(nanos);
    return Round.micros(nanos, 0.5);
  }
}
