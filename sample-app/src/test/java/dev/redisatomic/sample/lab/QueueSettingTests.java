package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.env.MockEnvironment;

class QueueSettingTests {

  @ParameterizedTest
  @CsvSource({
    "adaptive, false, QUEUE",
    "always, false, QUEUE",
    "off, false, OFF",
    "OFF, false, OFF",
    "adaptive, true, GROUP_COMMIT",
    "always, TRUE, GROUP_COMMIT",
    "off, true, OFF"
  })
  void theConfiguredSettingIsThatOfTheProperties(
      String localQueue, String groupCommit, QueueSetting expected) {
    MockEnvironment properties =
        new MockEnvironment()
            .withProperty("redis.atomic.contention.local-queue", localQueue)
            .withProperty("redis.atomic.contention.group-commit", groupCommit);

    assertThat(QueueSetting.of(properties)).isEqualTo(expected);
  }

  @Test
  void withoutPropertiesItIsGroupCommit() {
    assertThat(QueueSetting.of(new MockEnvironment())).isEqualTo(QueueSetting.GROUP_COMMIT);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsFoundByItsTextAndByItsProperties(QueueSetting setting) {
    MockEnvironment properties = new MockEnvironment();
    setting.properties().forEach((name, value) -> properties.setProperty(name, value.toString()));

    assertThat(QueueSetting.of(setting.text())).isEqualTo(setting);
    assertThat(setting.text()).matches(QueueSetting.TEXTS);
    assertThat(QueueSetting.of(properties)).isEqualTo(setting);
  }

  @Test
  void aTextThatIsNoneIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> QueueSetting.of("fast"))
        .withMessageContaining("fast");
  }
}
