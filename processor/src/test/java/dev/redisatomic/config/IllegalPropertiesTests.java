package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A bad value stops start-up, with its name, the value and what is legal. */
class IllegalPropertiesTests {

  private static final String VALUES =
      """
      enabled            | yes      | true or false
      enabled            | ''       | true or false
      max-retries        | -1       | a whole number of 0 or more
      max-retries        | many     | a whole number of 0 or more
      max-retries        | 1.5      | a whole number of 0 or more
      max-retries        | ''       | a whole number of 0 or more
      timeout            | 0s       | a positive duration
      timeout            | -1s      | a positive duration
      timeout            | soon     | a positive duration
      timeout            | ''       | a positive duration
      backoff.initial    | -1ms     | a duration of 0 or more
      backoff.initial    | fast     | a duration of 0 or more
      backoff.multiplier | 0.5      | a number of 1 or more
      backoff.multiplier | NaN      | a number of 1 or more
      backoff.multiplier | Infinity | a number of 1 or more
      backoff.multiplier | double   | a number of 1 or more
      backoff.max        | -1s      | a duration of 0 or more
      backoff.max        | 0ms      | at least redis.atomic.backoff.initial, which is 1ms
      watch-reads        | 1        | true or false
      results            | some     | one of needed, all, none
      results            | default  | one of needed, all, none
      read-own-writes    | maybe    | true or false
      verify-writes      | always   | true or false
      max-watched-keys   | 0        | a whole number of 1 or more
      max-watched-keys   | all      | a whole number of 1 or more
      max-watched-keys   | 99999999999 | a whole number of 1 or more
      order              | first    | a whole number
      exactly-once       | often    | true or false
      events             | some     | true or false
      wait-replicas      | -1       | a whole number of 0 or more
      wait-timeout       | 0s       | a positive duration
      contention.local-queue | sometimes | one of adaptive, always, off
      max-retries        | 9223372036854775808 | a whole number of 0 or more, at most 9223372036854775807
      max-watched-keys   | 2147483648 | a whole number of 1 or more, at most 2147483647
      wait-replicas      | 2147483648 | a whole number of 0 or more, at most 2147483647
      order              | 2147483648 | a whole number from -2147483648 to 2147483647
      timeout            | 36500d1ns  | a positive duration, such as 500ms or 2s, at most 36500d
      timeout            | 9223372036854775807d | a positive duration, such as 500ms or 2s, at most 36500d
      wait-timeout       | PT2562047788015215H30M7S | a positive duration, such as 500ms or 2s, at most 36500d
      backoff.initial    | 999999999999d | a duration of 0 or more, such as 5ms or 1s, at most 36500d
      backoff.max        | PT2562047788015215H30M7S | a duration of 0 or more, such as 5ms or 1s, at most 36500d
      backoff.multiplier | 1e309 | a number of 1 or more, at most 1.7976931348623157E308
      backoff.max        | 1ns      | at least redis.atomic.backoff.initial, which is 1ms
      inner-transactions | some     | one of refuse, allow
      join-transactions  | some     | true or false
      policies.unused.max-retries | -1 | a whole number of 0 or more
      """;

  static class Service {
    @RedisAtomic(policy = "hot")
    public void run() {}
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(delimiter = '|', textBlock = VALUES)
  void stopsPlainSpring(String name, String value, String legal) {
    assertRefused("redis.atomic." + name, value, legal);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(delimiter = '|', textBlock = VALUES)
  void stopsBoot(String name, String value, String legal) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RedisAtomicAutoConfiguration.class))
        .withPropertyValues("redis.atomic." + name + "=" + value)
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(Definitions.class))
                    .hasStackTraceContaining(message("redis.atomic." + name, value, legal)));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-retries        | -1   | a whole number of 0 or more
          timeout            | 0s   | a positive duration
          backoff.initial    | -1ms | a duration of 0 or more
          backoff.initial    | 1h   | -
          backoff.multiplier | 0    | a number of 1 or more
          backoff.max        | 0ms  | at least redis.atomic.policies.hot.backoff.initial
          """)
  void aNamedPolicyIsCheckedWhereItIsUsed(String name, String value, String legal) {
    if (legal.equals("-")) {
      // more than the global maximum, which the policy leaves as it is
      assertRefused(
          "redis.atomic.policies.hot." + name,
          value,
          "redis.atomic.policies.hot.backoff.max",
          "50ms",
          "at least redis.atomic.policies.hot.backoff.initial, which is 1h");
    } else {
      assertRefused("redis.atomic.policies.hot." + name, value, legal);
    }
  }

  @Test
  void aPlaceholderThatDoesNotResolveNamesTheProperty() {
    for (String name : List.of("enabled", "max-retries", "timeout", "policies.hot.backoff.max")) {
      try (TestApplication application =
          TestApplication.withoutRedis().property("redis.atomic." + name, "${shop.missing}")) {
        assertThatThrownBy(() -> application.start(Service.class))
            .hasStackTraceContaining("The property redis.atomic." + name + " cannot be resolved:")
            .hasStackTraceContaining("'shop.missing'");
      }
    }
  }

  @Test
  void aValueThatIsNoTextNamesTheProperty() {
    try (TestApplication application =
        TestApplication.withoutRedis()
            .property("redis.atomic.max-retries", new Object[] {1, this})) {
      assertThatThrownBy(application::start)
          .hasStackTraceContaining("The property redis.atomic.max-retries ");
    }
  }

  /** The longest that are legal do not fail later, when they are counted in smaller units. */
  @Test
  void aHundredYearsAreLegal() {
    try (TestApplication application =
        TestApplication.withoutRedis()
            .property("redis.atomic.timeout", "36500d")
            .property("redis.atomic.wait-replicas", "1")
            .property("redis.atomic.wait-timeout", "36500d")
            .property("redis.atomic.backoff.initial", "36500d")
            .property("redis.atomic.backoff.max", "36500d")
            .start()) {
      RedisAtomicSettings settings = application.get(RedisAtomicSettings.class);
      assertThat(settings.policy().backoff().boundNanos(3))
          .isEqualTo(Duration.ofDays(36500).toNanos());
    }
  }

  @Test
  void anUnknownPolicyNamesTheMethodAndTheProperties() {
    try (TestApplication application = TestApplication.withoutRedis()) {
      assertThatThrownBy(() -> application.start(Service.class))
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Service.run()")
          .hasMessageContaining("'hot'")
          .hasMessageContaining("redis.atomic.policies.hot.{max-retries,timeout,");
    }
  }

  private static void assertRefused(String name, String value, String legal) {
    assertRefused(name, value, name, value, legal);
  }

  private static void assertRefused(
      String name, String value, String blamed, String shown, String legal) {
    try (TestApplication application = TestApplication.withoutRedis().property(name, value)) {
      assertThatThrownBy(() -> application.start(Service.class))
          .hasStackTraceContaining(message(blamed, shown, legal));
    }
  }

  private static String message(String name, String value, String legal) {
    return "The property " + name + " is '" + value + "', but must be " + legal;
  }
}
