package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.execution.AtomicDefinition;
import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.execution.PassThroughExecutor;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Each property arrives, with and without Boot. */
class PropertiesTests {

  private final ApplicationContextRunner boot =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(RedisAtomicAutoConfiguration.class));

  static Stream<Arguments> properties() {
    return Stream.of(
        property("max-retries", "3", definition -> definition.retry().policy().maxRetries(), 3L),
        property("max-retries", "0", definition -> definition.retry().policy().maxRetries(), 0L),
        property(
            "timeout",
            "2s",
            definition -> definition.retry().policy().timeout(),
            Duration.ofSeconds(2)),
        property(
            "timeout",
            "PT0.5S",
            definition -> definition.retry().policy().timeout(),
            Duration.ofMillis(500)),
        property("backoff.initial", "7ms", PropertiesTests::initial, Duration.ofMillis(7)),
        property("backoff.initial", "7", PropertiesTests::initial, Duration.ofMillis(7)),
        property("backoff.initial", "0s", PropertiesTests::initial, Duration.ZERO),
        property(
            "backoff.multiplier",
            "1.5",
            definition -> definition.retry().policy().backoff().multiplier(),
            1.5),
        property(
            "backoff.max",
            "1s",
            definition -> definition.retry().policy().backoff().max(),
            Duration.ofSeconds(1)),
        property("watch-reads", "false", definition -> definition.guard().watchReads(), false),
        property("watch-reads", "TRUE", definition -> definition.guard().watchReads(), true),
        property("results", "none", definition -> definition.guard().results(), Results.NONE),
        property("results", "NEEDED", definition -> definition.guard().results(), Results.NEEDED),
        property("max-watched-keys", "5", definition -> definition.guard().maxWatchedKeys(), 5));
  }

  private static Arguments property(
      String name, String value, Function<AtomicDefinition, Object> setting, Object expected) {
    return Arguments.of("redis.atomic." + name, value, setting, expected);
  }

  private static Object initial(AtomicDefinition definition) {
    return definition.retry().policy().backoff().initial();
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("properties")
  void plainSpringHonours(
      String name, String value, Function<AtomicDefinition, Object> setting, Object expected) {
    try (TestApplication application =
        TestApplication.withoutRedis().property(name, value).start()) {
      assertThat(setting.apply(definition(application.context()))).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("properties")
  void bootHonours(
      String name, String value, Function<AtomicDefinition, Object> setting, Object expected) {
    boot.withPropertyValues(name + "=" + value)
        .run(context -> assertThat(setting.apply(definition(context))).isEqualTo(expected));
  }

  @Test
  void theStandardsHoldWhereNothingIsSet() {
    try (TestApplication application = TestApplication.withoutRedis().start()) {
      AtomicDefinition definition = definition(application.context());

      assertThat(definition.retry().policy()).isEqualTo(RetryPolicy.DEFAULT);
      assertThat(definition.guard().watchReads()).isTrue();
      assertThat(definition.guard().results()).isSameAs(Results.NEEDED);
      assertThat(definition.guard().watchOnEntry()).isFalse();
      assertThat(definition.guard().maxWatchedKeys()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "redis.atomic.maxRetries",
    "redis.atomic.max_retries",
    "redis.atomic.MAX-RETRIES",
    "redis.atomic.maxretries"
  })
  void bootHonoursOtherSpellings(String name) {
    boot.withPropertyValues(name + "=3")
        .run(context -> assertThat(definition(context).retry().policy().maxRetries()).isEqualTo(3));
  }

  @ParameterizedTest
  @CsvSource({"REDIS_ATOMIC_MAX_RETRIES", "REDIS_ATOMIC_MAXRETRIES"})
  void bootHonoursVariablesOfTheSystem(String name) {
    boot.withInitializer(
            context -> {
              // as the variables of the system come in, under a name that nothing else replaces
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addLast(
                      new SystemEnvironmentPropertySource(
                          "test-systemEnvironment", Map.of(name, "3")));
            })
        .withPropertyValues("unrelated=1")
        .run(context -> assertThat(definition(context).retry().policy().maxRetries()).isEqualTo(3));
  }

  @Test
  void numbersNeedNotBeText() {
    try (TestApplication application =
        TestApplication.withoutRedis()
            .property("redis.atomic.max-retries", 3)
            .property("redis.atomic.watch-reads", false)
            .start()) {
      assertThat(definition(application.context()).retry().policy().maxRetries()).isEqualTo(3);
      assertThat(definition(application.context()).guard().watchReads()).isFalse();
    }
  }

  @Test
  void placeholdersInValuesAreResolved() {
    try (TestApplication application =
        TestApplication.withoutRedis()
            .property("shop.retries", "3")
            .property("redis.atomic.max-retries", "${shop.retries}")
            .start()) {
      assertThat(definition(application.context()).retry().policy().maxRetries()).isEqualTo(3);
    }
  }

  @Test
  void switchedOffThereAreBothAllTheSame() {
    try (TestApplication application =
        TestApplication.withoutRedis().property("redis.atomic.enabled", "false").start()) {
      assertOff(application.context());
    }
    boot.withPropertyValues("redis.atomic.enabled=false").run(PropertiesTests::assertOff);
  }

  private static void assertOff(ApplicationContext context) {
    assertThat(context.getBeanProvider(RedisAtomicOperations.class).stream()).hasSize(1);
    assertThat(context.getBean(AtomicExecutor.class)).isInstanceOf(PassThroughExecutor.class);
  }

  @Test
  void otherwiseBodiesAreAtomic() {
    boot.withPropertyValues("redis.atomic.enabled=true")
        .run(
            context -> {
              assertThat(context).hasSingleBean(RedisAtomicOperations.class);
              assertThat(context.getBean(AtomicExecutor.class))
                  .isNotInstanceOf(PassThroughExecutor.class);
            });
  }

  private static AtomicDefinition definition(ApplicationContext context) {
    return context.getBean(Definitions.class).programmatic();
  }
}
