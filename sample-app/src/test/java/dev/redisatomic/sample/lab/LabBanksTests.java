package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.SampleApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Each setting of the queue on two hot accounts, seen by what it does. */
class LabBanksTests {

  private static final String METHOD = "CountedBank.transfer(String, String, long, IntConsumer)";

  private static final int THREADS = 8;
  private static final int TRANSFERS = THREADS * 150;

  /** What a round has done. */
  private record Seen(Result result, long execs) {

    double conflicts() {
      return result.conflictsPerTransfer();
    }

    double execsPerTransfer() {
      return (double) execs / result.done();
    }
  }

  @ParameterizedTest
  @CsvSource({"lettuce, default", "jedis, default", "lettuce, cluster", "jedis, cluster"})
  void eachSettingHasAnExecutorOfItsOwn(String client, String profile) throws Exception {
    try (ConfigurableApplicationContext application =
        start("--spring.data.redis.client-type=" + client, "--spring.profiles.active=" + profile)) {
      Seen off = transfer(application, QueueSetting.OFF);
      Seen queue = transfer(application, QueueSetting.QUEUE);
      Seen group = transfer(application, QueueSetting.GROUP_COMMIT);

      assertThat(off.conflicts()).as("conflicts per transfer").isGreaterThan(0.2);
      assertThat(queue.conflicts()).as("conflicts per transfer").isLessThan(0.1);
      assertThat(queue.execsPerTransfer()).as("EXEC per transfer").isGreaterThanOrEqualTo(1);
      assertThat(group.conflicts()).as("conflicts per transfer").isLessThan(0.2);
      assertThat(group.execsPerTransfer()).as("EXEC per transfer").isLessThan(0.7);
      assertThat(Stream.of(off, queue, group)).allMatch(seen -> seen.result().isExact());
    }
  }

  /** Each with the setting that is configured as the application's own. */
  @ParameterizedTest
  @EnumSource
  void theListenersOfTheApplicationAreToldOfTheCallsOfEverySetting(QueueSetting configured)
      throws Exception {
    String[] args =
        configured.properties().entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    try (ConfigurableApplicationContext application = start(args)) {
      assertThat(application.getBean(LabBanks.class).configured()).isEqualTo(configured);
      long conflicts = 0;
      for (QueueSetting queue : QueueSetting.values()) {
        conflicts += transfer(application, queue).result().conflicts();
      }

      MeterRegistry meters = application.getBean(MeterRegistry.class);
      assertThat(meters.get("redis.atomic").tag("method", METHOD).timers())
          .extracting(Timer::count)
          .satisfies(counts -> assertThat(sum(counts)).isEqualTo(3L * TRANSFERS));
      assertThat(meters.get("redis.atomic.conflicts").tag("method", METHOD).counter().count())
          .isEqualTo((double) conflicts);
    }
  }

  @Test
  void eachSettingIsMadeOnce() {
    try (ConfigurableApplicationContext application = start()) {
      LabBanks banks = application.getBean(LabBanks.class);

      assertThat(banks.with(QueueSetting.OFF)).isSameAs(banks.with(QueueSetting.OFF));
      assertThat(banks.with(banks.configured())).isSameAs(application.getBean(CountedBank.class));
    }
  }

  private static long sum(List<? extends Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }

  private static Seen transfer(ConfigurableApplicationContext application, QueueSetting queue)
      throws InterruptedException {
    StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
    Load load = new Load(THREADS, TRANSFERS / THREADS, 1, 2, 1000, Duration.ZERO);
    Contestant contestant = application.getBean(Contestants.class).atomic(queue);
    long before = execs(redis);
    Result result = new Round(redis, load, contestant, () -> false, standing -> {}).run();
    return new Seen(result, execs(redis) - before);
  }

  /** How many EXEC the server has run, or all masters of a cluster together. */
  private static long execs(StringRedisTemplate redis) {
    RedisCallback<Properties> info = connection -> connection.serverCommands().info("commandstats");
    Properties stats = Objects.requireNonNull(redis.execute(info));
    return stats.stringPropertyNames().stream()
        .filter(name -> name.endsWith("cmdstat_exec"))
        .map(stats::getProperty)
        .mapToLong(values -> Long.parseLong(values.replaceAll("^calls=(\\d+).*", "$1")))
        .sum();
  }

  private static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(SampleApplication.class)
        .web(WebApplicationType.NONE)
        // so that bodies are short enough for groups, however busy this machine is
        .properties("redis.atomic.contention.group-patience=20s")
        .run(args);
  }
}
