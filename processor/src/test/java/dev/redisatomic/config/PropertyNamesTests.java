package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A misspelt name stops start-up; a legal one is read, however it may be spelled. */
class PropertyNamesTests {

  private final StandardEnvironment environment = new StandardEnvironment();
  private final Map<String, Object> properties = new LinkedHashMap<>();

  private final List<String> warnings = new ArrayList<>();
  private final Logger logger = Logger.getLogger(PropertyNameCheck.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          warnings.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  PropertyNamesTests() {
    environment.getPropertySources().addFirst(new MapPropertySource("mine", properties));
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private RedisAtomicSettings plain() {
    return RedisAtomicSettings.of(environment);
  }

  private RedisAtomicSettings boot() {
    ConfigurationPropertySources.attach(environment);
    return RedisAtomicSettings.of(environment);
  }

  private void variables(String... names) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String name : names) {
      variables.put(name, "3");
    }
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
  }

  private static String refusal(String name, String nearest) {
    return "There is no property " + name + ", set in 'mine'; the nearest is " + nearest + ".";
  }

  private static final String MISSPELT =
      """
      redis.atomic.max-retris                     | redis.atomic.max-retries
      redis.atomic.max-reties                     | redis.atomic.max-retries
      redis.atomic.max-retires                    | redis.atomic.max-retries
      redis.atomic.retries                        | redis.atomic.max-retries
      redis.atomic.max.retries                    | redis.atomic.max-retries
      redis.atomic.max-retries[0]                 | redis.atomic.max-retries
      redis.atomic.enable                         | redis.atomic.enabled
      redis.atomic.time-out-millis                | redis.atomic.timeout
      redis.atomic.backoff                        | redis.atomic.backoff.max
      redis.atomic.backoff-initial                | redis.atomic.backoff.initial
      redis.atomic.back-off.multiplier.x          | redis.atomic.backoff.multiplier
      redis.atomic.local-queue                    | redis.atomic.contention.local-queue
      redis.atomic.contention.localqueu           | redis.atomic.contention.local-queue
      redis.atomic[max-retries]                   | redis.atomic.max-retries
      redis.atomic.policies.hot.max-retris        | redis.atomic.policies.hot.max-retries
      redis.atomic.policies.hot.backoff           | redis.atomic.policies.hot.backoff.max
      redis.atomic.policies.hot.watch-reads       | redis.atomic.policies.hot.max-retries
      redis.atomic.policies[hot].timout           | redis.atomic.policies.hot.timeout
      redis.atomic.policies.a.b.timeout           | redis.atomic.policies[a.b].timeout
      redis.atomic.policy.hot.timeout             | redis.atomic.policies.hot.timeout
      redis.atomic.policies.hot                   | redis.atomic.policies.hot.backoff.max
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MISSPELT)
  void plainSpringRefusesAMisspeltName(String name, String nearest) {
    properties.put(name, "3");

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::plain)
        .satisfies(e -> assertThat(e.getDescription()).isEqualTo(refusal(name, nearest)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MISSPELT)
  void bootRefusesAMisspeltName(String name, String nearest) {
    properties.put(name, "3");

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::boot)
        .satisfies(e -> assertThat(e.getDescription()).isEqualTo(refusal(name, nearest)));
  }

  @Test
  void allMisspeltNamesAreNamedAtOnce() {
    properties.put("redis.atomic.max-retris", "3");
    properties.put("redis.atomic.timout", "3s");
    properties.put("redis.atomic.events", "true");

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::plain)
        .withMessageContaining("redis.atomic.max-retris")
        .withMessageContaining("redis.atomic.timout")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("events"));
  }

  @ParameterizedTest
  @CsvSource({
    "redis.atomic.maxRetries, redis.atomic.max-retries",
    "redis.atomic.max_retries, redis.atomic.max-retries",
    "redis.atomic.MAX-RETRIES, redis.atomic.max-retries",
    "REDIS.ATOMIC.max-retries, redis.atomic.max-retries",
    "re-dis.atomic.maxretries, redis.atomic.max-retries",
  })
  void otherSpellingsAreReadWithBootAndRefusedWithout(String name, String exact) {
    properties.put(name, "3");

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::plain)
        .withMessageContaining(refusal(name, exact));
    assertThat(boot().policy().maxRetries()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "redis.atomic.policies.hot.max-retries, hot",
    "redis.atomic.policies[hot].max-retries, hot",
    "redis.atomic.policies[a.b].max-retries, a.b",
    "redis.atomic.policies.very_Hot.max-retries, very_Hot",
    "redis.atomic.policies.max-retries.max-retries, max-retries",
    "redis.atomic.policies[wörter und mehr].max-retries, wörter und mehr",
  })
  void policiesMayHaveAnyName(String name, String policy) {
    properties.put(name, "3");

    assertThat(plain().policyNamed(policy, "a test").maxRetries()).isEqualTo(3);
    assertThat(plain().isSetIn(policy, "max-retries")).isTrue();
    assertThat(boot().policyNamed(policy, "a test").maxRetries()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "redis.atomic.policies.hot.maxRetries, hot",
    "redis.atomic.policies.veryHot.maxRetries, very-hot",
    "redis.atomic.policies.Hot.maxRetries, Hot",
    "redis.atomic.policies.very_hot.MAX_RETRIES, very_hot",
    "redis.atomic.policies[a.b].maxRetries, a.b",
  })
  void withBootThePropertiesOfAPolicyMayBeSpelledInOtherWays(String name, String policy) {
    properties.put(name, "3");

    assertThat(boot().policyNamed(policy, "a test").maxRetries()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"redis.atomic.policies.Hot.maxRetries", "redis.atomic.policies[a.b].maxRetries"})
  void aPolicyThatNoMethodUsesIsCheckedHoweverItIsSpelled(String name) {
    properties.put(name, "-3");

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::boot)
        .withMessageContaining("is '-3', but must be a whole number of 0 or more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.atomic",
        "redis.atomicity.max-retris",
        "redisatomic.test.soak-seconds",
        "spring.redis.atomic.max-retris",
        "management.metrics.enable.redis.atomic.attempts"
      })
  void namesOfOthersAreLeftAlone(String name) {
    properties.put(name, "3");

    assertThat(plain()).isNotNull();
    assertThat(boot()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.atomic.policies",
        "redis.atomic.policies.hot",
        "redis.atomic.policies.hot.backoff",
        "redis.atomic.backoff",
        "redis.atomic.contention"
      })
  void anEmptySectionOfAFileIsNoProperty(String name) {
    properties.put(name, "");

    assertThat(boot()).isNotNull();
  }

  @Test
  void theCommandLineIsCheckedAsWell() {
    environment
        .getPropertySources()
        .addFirst(new SimpleCommandLinePropertySource("--redis.atomic.max-retris=3"));

    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::boot)
        .withMessageContaining("redis.atomic.max-retris, set in 'commandLineArgs'");
  }

  @Test
  void whatCannotBeListedIsReadAndNotChecked() {
    CompositePropertySource both = new CompositePropertySource("both");
    both.addPropertySource(
        new PropertySource<>("opaque", new Object()) {
          @Override
          public @Nullable Object getProperty(String name) {
            return name.equals("redis.atomic.timeout") || name.equals("redis.atomic.timout")
                ? "3s"
                : null;
          }
        });
    environment.getPropertySources().addFirst(both);
    assertThat(plain().policy().timeout()).isEqualTo(Duration.ofSeconds(3));

    both.addPropertySource(new MapPropertySource("listed", Map.of("redis.atomic.max-retris", "3")));
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(this::plain)
        .withMessageContaining("redis.atomic.max-retris, set in 'listed'");
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_ATOMIC_MAX_RETRIS, REDIS_ATOMIC_MAX_RETRIES",
    "REDIS_ATOMIC_MAX_RETIRES, REDIS_ATOMIC_MAX_RETRIES",
    "REDIS_ATOMC_MAX_RETRIES, REDIS_ATOMIC_MAX_RETRIES",
    "redis_atomic_max_retris, REDIS_ATOMIC_MAX_RETRIES",
    "redis.atomic.max-retris, REDIS_ATOMIC_MAX_RETRIES",
    "REDIS_ATOMIC_POLICIES_VERY_HOT_TIMEOT, REDIS_ATOMIC_POLICIES_VERY_HOT_TIMEOUT",
    "REDIS_ATOMIC_POLICYES_HOT_TIMEOUT, REDIS_ATOMIC_POLICIES_HOT_TIMEOUT",
  })
  void anEnvironmentVariableThatLooksMisspeltIsAWarning(String name, String meant) {
    variables(name);

    assertThat(plain().policy()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("The environment variable " + name + " ")
        .endsWith("perhaps " + meant + " was meant");
  }

  @Test
  void plainSpringWantsEachDashOfAVariable() {
    variables("REDIS_ATOMIC_MAXRETRIES");

    assertThat(plain().policy().maxRetries()).isEqualTo(10);
    assertThat(warnings)
        .singleElement()
        .asString()
        .endsWith("perhaps REDIS_ATOMIC_MAX_RETRIES was meant");
  }

  @Test
  void otherVariablesAreNobodysBusiness() {
    variables(
        "REDIS_ATOMIC_PORT",
        "REDIS_ATOMIC_SERVICE_HOST",
        "REDIS_ATOMIC_PORT_6379_TCP_ADDR",
        "REDIS_ATOMIC_RETRIES",
        "REDIS_ATOMIC",
        "REDIS_ATOMIC_POLICIES_HOT",
        "REDIS_ATOMIC_POLICIES_HOT_COLOUR",
        "PATH",
        "",
        "_");

    assertThat(plain().policy()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(boot().policy()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(warnings).isEmpty();
  }

  @Test
  void variablesThatAreReadAreNoWarning() {
    variables(
        "REDIS_ATOMIC_MAXRETRIES",
        "REDIS_ATOMIC_MAX_WATCHED_KEYS",
        "REDIS_ATOMIC_POLICIES_HOT_MAX_RETRIES",
        "REDIS_ATOMIC_POLICIES_VERY_HOT_TIMEOUT");

    RedisAtomicSettings settings = boot();
    assertThat(settings.policy().maxRetries()).isEqualTo(3);
    assertThat(settings.methods().guard().maxWatchedKeys()).isEqualTo(3);
    assertThat(settings.policyNamed("hot", "a test").maxRetries()).isEqualTo(3);
    assertThat(warnings).isEmpty();
  }
}
