package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.report.Results;
import dev.redisatomic.benchmarks.report.Results.Facts;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Connected;
import dev.redisatomic.testserver.RedisServer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      return new Results(
          facts,
          options.admits("rates") ? rates(redis, direct, delayed) : List.of(),
          options.admits("footprints") && !options.hotKeys()
              ? new Footprints(options, redis).measure(direct)
              : List.of());
    }
  }

  private List<ScenarioResult> rates(RedisClient redis, Field direct, Field delayed) {
    Comparison comparison = new Comparison(options, redis);
    List<Scenario> plan = Scenario.plan(options);
    if (!options.quick()) {
      out.println("Warming up");
      Scenario.warmUp(plan).forEach(scenario -> comparison.run(scenario, direct));
    }
    List<ScenarioResult> results = new ArrayList<>();
    for (Scenario scenario : plan) {
      out.printf("%d of %d: %s%n", results.size() + 1, plan.size(), scenario.describe());
      boolean far = scenario.setting().delayMicros() > 0;
      results.add(comparison.run(scenario, far ? delayed : direct));
    }
    return results;
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
