package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.execution.AtomicStep;
import dev.redisatomic.execution.PassThroughExecutor;
import dev.redisatomic.test.AspectApplication;
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
        property("max-retries", "3", step -> step.policy().maxRetries(), 3L),
        property("max-retries", "0", step -> step.policy().maxRetries(), 0L),
        property("timeout", "2s", step -> step.policy().timeout(), Duration.ofSeconds(2)),
        property("timeout", "PT0.5S", step -> step.policy().timeout(), Duration.ofMillis(500)),
        property("backoff.initial", "7ms", PropertiesTests::initial, Duration.ofMillis(7)),
        property("backoff.initial", "7", PropertiesTests::initial, Duration.ofMillis(7)),
        property("backoff.initial", "0s", PropertiesTests::initial, Duration.ZERO),
        property("backoff.multiplier", "1.5", step -> step.policy().backoff().multiplier(), 1.5),
        property("backoff.max", "1s", step -> step.policy().backoff().max(), Duration.ofSeconds(1)),
        property("watch-reads", "false", AtomicStep::watchReads, false),
        property("watch-reads", "TRUE", AtomicStep::watchReads, true),
        property("results", "none", AtomicStep::results, Results.NONE),
        property("results", "NEEDED", AtomicStep::results, Results.NEEDED),
        property("max-watched-keys", "5", AtomicStep::maxWatchedKeys, 5));
  }

  private static Arguments property(
      String name, String value, Function<AtomicStep, Object> setting, Object expected) {
    return Arguments.of("redis.atomic." + name, value, setting, expected);
  }

  private static Object initial(AtomicStep step) {
    return step.policy().backoff().initial();
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("properties")
  void plainSpringHonours(
      String name, String value, Function<AtomicStep, Object> setting, Object expected) {
    try (AspectApplication application = new AspectApplication().property(name, value).start()) {
      assertThat(setting.apply(step(application.context()))).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("properties")
  void bootHonours(
      String name, String value, Function<AtomicStep, Object> setting, Object expected) {
    boot.withPropertyValues(name + "=" + value)
        .run(context -> assertThat(setting.apply(step(context))).isEqualTo(expected));
  }

  @Test
  void theStandardsHoldWhereNothingIsSet() {
    try (AspectApplication application = new AspectApplication().start()) {
      AtomicStep step = step(application.context());

      assertThat(step.policy()).isEqualTo(RetryPolicy.DEFAULT);
      assertThat(step.watchReads()).isTrue();
      assertThat(step.results()).isSameAs(Results.NEEDED);
      assertThat(step.watchOnEntry()).isFalse();
      assertThat(step.maxWatchedKeys()).isEqualTo(1000);
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
        .run(context -> assertThat(step(context).policy().maxRetries()).isEqualTo(3));
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
        .run(context -> assertThat(step(context).policy().maxRetries()).isEqualTo(3));
  }

  @Test
  void numbersNeedNotBeText() {
    try (AspectApplication application =
        new AspectApplication()
            .property("redis.atomic.max-retries", 3)
            .property("redis.atomic.watch-reads", false)
            .start()) {
      assertThat(step(application.context()).policy().maxRetries()).isEqualTo(3);
      assertThat(step(application.context()).watchReads()).isFalse();
    }
  }

  @Test
  void placeholdersInValuesAreResolved() {
    try (AspectApplication application =
        new AspectApplication()
            .property("shop.retries", "3")
            .property("redis.atomic.max-retries", "${shop.retries}")
            .start()) {
      assertThat(step(application.context()).policy().maxRetries()).isEqualTo(3);
    }
  }

  @Test
  void switchedOffThereAreBothAllTheSame() {
    try (AspectApplication application =
        new AspectApplication().property("redis.atomic.enabled", "false").start()) {
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

  private static AtomicStep step(ApplicationContext context) {
    return context.getBean(Steps.class).programmatic();
  }
}
