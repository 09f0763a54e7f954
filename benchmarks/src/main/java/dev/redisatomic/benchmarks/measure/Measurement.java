package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.testserver.RedisServer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * The whole of it, on a server of its own.
 *
 * @param out for progress
 */
public record Measurement(Options options, PrintStream out) {

  private static final Duration DELAY = Duration.ofNanos(500_000);
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
    try (RedisServer server = RedisServer.start();
        RedisClient redis = Connected.jedis(HostAndPort.from(server.address()));
        ChildJvm proxy = ChildJvm.start(TcpProxy.class, server.address(), DELAY);
        Field direct = new Field(HostAndPort.from(server.address()));
        Field delayed = new Field(HostAndPort.from(proxy.hear()))) {
      Facts facts =
          new Facts(
              LocalDate.now(ZoneOffset.UTC).toString(),
              Machine.describe(server),
              Map.of("direct", ping(direct.address()), "delayed", ping(delayed.address())),
              options.rounds(),
              options.seconds(),
              Connected.POOL_SIZE,
              options.quick());
      Results results = new Results(facts, new ArrayList<>(), new ArrayList<>());
      run(steps(results, redis, direct, delayed));
      return results;
    }
  }

  private Map<String, Runnable> steps(
      Results results, RedisClient redis, Field direct, Field delayed) {
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
    return steps;
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
    return RoundResult.micros(nanos, 0.5);
  }
}
