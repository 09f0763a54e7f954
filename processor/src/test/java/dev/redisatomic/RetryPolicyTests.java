package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.RetryPolicy.Backoff;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTests {

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  @Test
  void theDefaultIsTenRetriesWithoutTimeout() {
    assertThat(RetryPolicy.DEFAULT)
        .isEqualTo(
            new RetryPolicy(10, null, new Backoff(Duration.ofMillis(1), 2, Duration.ofMillis(50))));
  }

  @Test
  void aBackoffCanBeTheFirstThingThatIsUsed() throws Exception {
    URL classes = RetryPolicy.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader fresh =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> backoff = Class.forName("dev.redisatomic.RetryPolicy$Backoff", true, fresh);

      assertThat(backoff.getField("DEFAULT").get(null)).hasToString(Backoff.DEFAULT.toString());
    }
  }

  @Test
  void eachPartCanBeReplacedAlone() {
    Backoff backoff = new Backoff(Duration.ZERO, 1, Duration.ZERO);
    RetryPolicy policy = new RetryPolicy(0, Duration.ofNanos(1), backoff);

    assertThat(
            RetryPolicy.DEFAULT
                .withMaxRetries(0)
                .withTimeout(Duration.ofNanos(1))
                .withBackoff(backoff))
        .isEqualTo(policy);
    assertThat(policy.withTimeout(null)).isEqualTo(new RetryPolicy(0, null, backoff));
  }

  @Test
  @SuppressWarnings("NullAway") // what the test is about
  void nullIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(null))
        .withMessage("backoff must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(null, 2, Duration.ZERO))
        .withMessage("initial must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, 2, null))
        .withMessage("max must not be null");
  }

  @Test
  void retriesAreNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.DEFAULT.withMaxRetries(-1))
        .withMessage("maxRetries must be 0 or more, but is -1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void aTimeoutIsPositive(Duration timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.DEFAULT.withTimeout(timeout))
        .withMessage("timeout must be positive, but is " + timeout);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, 2, PT1S, initial must be 0 or more",
    "PT1S, 0.9, PT1S, multiplier must be a finite number of 1 or more",
    "PT1S, -2, PT1S, multiplier must be a finite number of 1 or more",
    "PT1S, NaN, PT1S, multiplier must be a finite number of 1 or more",
    "PT1S, Infinity, PT1S, multiplier must be a finite number of 1 or more",
    "PT1S, 2, PT0.9S, max must be at least initial (PT1S)",
  })
  void illegalPausesAreRefused(Duration initial, double multiplier, Duration max, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(initial, multiplier, max))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 15", "3, 22.5", "4, 30", "5, 30", "9223372036854775807, 30"})
  void theBoundOfThePauseGrowsUpToTheMaximum(long retry, double millis) {
    Backoff backoff = new Backoff(Duration.ofMillis(10), 1.5, Duration.ofMillis(30));

    assertThat(backoff.boundNanos(retry)).isEqualTo((long) (millis * 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5000})
  void noPauseStaysNone(long retry) {
    assertThat(new Backoff(Duration.ZERO, 2, FOR_EVER).boundNanos(retry)).isZero();
  }

  @Test
  void durationsThatNanosecondsCannotCountAreLong() {
    assertThat(new Backoff(FOR_EVER, 2, FOR_EVER).boundNanos(3)).isEqualTo(Long.MAX_VALUE);
  }
}
