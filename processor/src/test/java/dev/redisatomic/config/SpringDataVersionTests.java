package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicSetupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that are not supported stop start-up. */
class SpringDataVersionTests {

  @ParameterizedTest
  @ValueSource(strings = {"4.1.0", "4.1.0-RC1", "4.0.9", "3.5.12"})
  void earlierVersionsAreRefusedByName(String version) {
    assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> SpringDataVersion.check(version))
        .withMessageContaining("Spring Data Redis 4.1.1 or later, but this is " + version);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"4.1.1", "4.1.10", "4.2.0-M1", "5.0.0", "unspecified"})
  void laterAndUnknownOnesAreNot(String version) {
    assertThatCode(() -> SpringDataVersion.check(version)).doesNotThrowAnyException();
  }

  @Test
  void theVersionOfAJarIsKnown() {
    assertThat(SpringDataVersion.version()).startsWith("4.");
  }
}
