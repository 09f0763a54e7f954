package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.measure.Round.Played;
import dev.redisatomic.benchmarks.report.Results.HotKeysResult;
import dev.redisatomic.benchmarks.report.Results.RoundResult;
import dev.redisatomic.benchmarks.report.Results.Series;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Task;
import dev.redisatomic.benchmarks.work.Work;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Transfers between two accounts by the threads of one JVM, and of several. */
final class HotKeys implements AutoCloseable {

  /** New JVMs have more to warm up. */
  private static final int WARM_UP_ROUNDS = 2;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Task TRANSFER = Work.TRANSFER.task();

  private final Options options;
  private final UnifiedJedis redis;
  private final int threads;
  private final List<ChildJvm> jvms = new ArrayList<>();

  HotKeys(Options options, UnifiedJedis redis, HostAndPort address) {
    this.options = options;
    this.redis = redis;
    this.threads = options.quick() ? 2 : 16;
    for (int i = 0; i < (options.quick() ? 2 : 3); i++) {
      jvms.add(ChildJvm.start(HotKeys.class, address, threads));
    }
  }

  List<HotKeysResult> run() {
    return List.of(run(1), run(jvms.size()));
  }

  private HotKeysResult run(int count) {
    List<Contestants> contestants =
        Contestants.ON_HOT_KEYS.stream()
            .filter(
                one -> !options.quick() || one == Contestants.ATOMIC || one == Contestants.BY_HAND)
            .filter(options::admits)
            .toList();
    List<ChildJvm> playing = jvms.subList(0, count);
    List<Series> series = new ArrayList<>();
    Comparison.turns(
            contestants,
            WARM_UP_ROUNDS,
            options.rounds(),
            (contestant, round) -> Optional.of(turn(contestant, playing, round)))
        .forEach((contestant, rounds) -> series.add(new Series(contestant.id(), rounds)));
    return new HotKeysResult(count, threads, series);
  }

  private List<RoundResult> turn(Contestants contestant, List<ChildJvm> playing, int round) {
    long[] ledger = new long[TRANSFER.entries(true)];
    TRANSFER.prepare(redis, ledger.length);
    for (ChildJvm jvm : playing) {
      long seed = round * 1_000L + playing.indexOf(jvm);
      Order order = new Order(contestant, 2 * options.window().toNanos(), seed);
      jvm.say(JSON.writeValueAsString(order));
    }
    List<RoundResult> results = new ArrayList<>();
    for (ChildJvm jvm : playing) {
      Played played = JSON.readValue(jvm.hear(), Played.class);
      results.add(played.result());
      Round.add(ledger, played.ledger());
    }
    if (results.stream().allMatch(result -> result.cutOff() == 0)) {
      results.set(0, results.get(0).with(TRANSFER.verify(redis, ledger)));
    }
    return results;
  }

  @Override
  public void close() {
    jvms.forEach(ChildJvm::close);
  }

  private record Order(Contestants contestant, long nanos, long seed) {}

  /** What the other JVMs run: a round for each order in its input. */
  public static void main(String[] arguments) {
    Measurement.quiet();
    Setting setting = new Setting(Integer.parseInt(arguments[1]), false, true, 0);
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Field field = new Field(HostAndPort.from(arguments[0]));
        MappingIterator<Order> orders = JSON.readerFor(Order.class).readValues(System.in)) {
      while (orders.hasNext()) {
        Order order = orders.next();
        Played played =
            new Round(TRANSFER, setting, Duration.ofNanos(order.nanos()))
                .play(field.get(order.contestant()), order.seed());
        answers.println(JSON.writeValueAsString(played));
      }
    }
  }
}
