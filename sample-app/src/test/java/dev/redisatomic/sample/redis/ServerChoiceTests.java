package dev.redisatomic.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;

class ServerChoiceTests {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withUserConfiguration(EmbeddedRedisConfiguration.class)
          .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));

  @Test
  void aServerIsStartedWhereNoneIsConfigured() {
    application.run(
        context -> {
          assertThat(context).hasSingleBean(DataRedisConnectionDetails.class);
          assertThat(context).hasSingleBean(EmbeddedRedis.class);
          StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
          redis.opsForValue().set("greeting", "hello");
          assertThat(redis.opsForValue().get("greeting")).isEqualTo("hello");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.data.redis.url=redis://localhost:1",
        "spring.data.redis.host=localhost",
        "spring.data.redis.port=1",
        "spring.data.redis.sentinel.nodes=localhost:1",
        "spring.data.redis.cluster.nodes[0]=localhost:1"
      })
  void aConfiguredServerIsUsedInstead(String property) {
    new ApplicationContextRunner()
        .withUserConfiguration(EmbeddedRedisConfiguration.class)
        .withPropertyValues(property)
        .run(context -> assertThat(context).doesNotHaveBean(EmbeddedRedis.class));
  }

  @Test
  void theConfiguredServerIsTheOneThatIsUsed() {
    try (EmbeddedRedis server = EmbeddedRedis.start()) {
      int port = server.getStandalone().getPort();
      application
          .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:" + port)
          .run(
              context ->
                  assertThat(
                          Objects.requireNonNull(
                                  context.getBean(DataRedisConnectionDetails.class).getStandalone())
                              .getPort())
                      .isEqualTo(port));
    }
  }

  @Test
  void anEmptySettingNamesNoServer() {
    application
        .withPropertyValues("spring.data.redis.url=")
        .run(context -> assertThat(context).hasSingleBean(EmbeddedRedis.class));
  }
}
