package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.bank.BankService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class SeparateContextsTests {

  @Test
  void theyStopStartAndEndWithTheApplication() {
    ConfigurableApplicationContext separate;
    try (ConfigurableApplicationContext application = start()) {
      separate = make(application);
      assertThat(separate.isRunning()).isTrue();

      application.stop();
      assertThat(separate.isRunning()).isFalse();

      application.start();
      assertThat(separate.isRunning()).isTrue();
    }
    assertThat(separate.isActive()).isFalse();
  }

  @Test
  void onlyTheSettingsThatAreGivenHold() {
    try (ConfigurableApplicationContext application = start("--redis.atomic.max-retries=7")) {
      ConfigurableApplicationContext separate = make(application);

      assertThat(separate.getEnvironment().getProperty("redis.atomic.events")).isEqualTo("true");
      assertThat(separate.getEnvironment().containsProperty("redis.atomic.max-retries")).isFalse();
      assertThat(separate.getEnvironment().containsProperty("java.version")).isFalse();
    }
  }

  private static ConfigurableApplicationContext make(ConfigurableApplicationContext application) {
    return application
        .getBean(SeparateContexts.class)
        .make(
            SeparateContexts.settings(Map.of("redis.atomic.events", true)),
            Map.of(),
            BankService.class);
  }

  private static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(SampleApplication.class)
        .web(WebApplicationType.NONE)
        .run(args);
  }
}
