package dev.redisatomic.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/** {@code docs/grafana-dashboard.json} asks Prometheus for what there is. */
@EachServer
class DashboardTests {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern METRIC = Pattern.compile("redis_atomic_\\w+");
  private static final Pattern OUTCOME = Pattern.compile("outcome=\\\\?\"(\\w+)");

  private final RedisSetup setup;

  DashboardTests(RedisSetup setup) {
    this.setup = setup;
  }

  private static String read(String file) throws IOException {
    return Files.readString(DOCS.resolve(file));
  }

  private static Set<String> found(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What Prometheus reads in the middle of a call that follows one with a conflict. */
  private String scraped() throws Exception {
    setup.flushAll();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    RedisConnectionFactory factory = setup.connectionFactory();
    ValueOperations<String, String> values = new StringRedisTemplate(factory).opsForValue();
    AtomicReference<String> scraped = new AtomicReference<>();
    try (TestApplication application =
        TestApplication.on(factory)
            .singleton("meters", meters)
            .singleton("observations", observations)
            .start(Bodies.class)) {
      application
          .methods()
          .run(
              () -> {
                values.get("key");
                if (AtomicContext.current().attempt() == 1) {
                  setup.other().append("key", "!");
                }
                values.set("key", "ours");
              });
      application.methods().run(() -> scraped.set(meters.scrape()));
    }
    return Objects.requireNonNull(scraped.get());
  }

  @Test
  void everyMetricOfTheDashboardExists() throws Exception {
    String scraped = scraped();
    Set<String> names =
        scraped
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> asked = found(METRIC, read("grafana-dashboard.json"), 0);
    assertThat(asked).hasSizeGreaterThan(8).isSubsetOf(names);
    assertThat(scraped).contains("outcome=\"committed\"", "attempts=\"2\"", "method=\"Bodies.run(");
  }

  @Test
  void everyOutcomeOfTheDashboardExists() throws Exception {
    Set<String> labels =
        List.of(AtomicOutcome.values()).stream()
            .map(AtomicOutcome::label)
            .collect(Collectors.toSet());

    assertThat(found(OUTCOME, read("grafana-dashboard.json"), 1))
        .contains("partial", "unknown")
        .isSubsetOf(labels);
  }

  @Test
  void theDashboardIsJson() throws Exception {
    assertThat(JsonParserFactory.getJsonParser().parseMap(read("grafana-dashboard.json")))
        .containsEntry("title", "Redis Atomic");
  }

  @Test
  void everyMetricOfTheDashboardIsDocumented() throws Exception {
    assertThat(found(METRIC, read("operations.md"), 0))
        .containsAll(found(METRIC, read("grafana-dashboard.json"), 0));
  }
}
