package dev.redisatomic.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.sample.SampleApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ExtendWith(OutputCaptureExtension.class)
class RedisDownTests {

  @Test
  void withoutItsServerTheApplicationAnswers503() {
    EmbeddedRedis server = EmbeddedRedis.start();
    try (ConfigurableApplicationContext application = run(server)) {
      server.close();
      RestTestClient http =
          RestTestClient.bindToServer()
              .baseUrl(
                  "http://127.0.0.1:"
                      + application.getEnvironment().getProperty("local.server.port"))
              .build();

      http.get()
          .uri("/accounts/ann")
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
      http.post()
          .uri("/transfers")
          .contentType(MediaType.APPLICATION_JSON)
          .body("{\"from\":\"ann\",\"to\":\"bob\",\"amount\":1}")
          .exchange()
          .expectStatus()
          .isEqualTo(503);
    } finally {
      server.close();
    }
  }

  @Test
  void aConfiguredServerThatDoesNotAnswerStopsTheStartAndSaysWhatToDo(CapturedOutput output) {
    EmbeddedRedis server = EmbeddedRedis.start();
    server.close();

    assertThatExceptionOfType(RedisConnectionFailureException.class).isThrownBy(() -> run(server));

    assertThat(output).contains("Redis does not answer", "spring.data.redis.*");
  }

  private static ConfigurableApplicationContext run(EmbeddedRedis server) {
    return SpringApplication.run(
        SampleApplication.class,
        "--server.port=0",
        "--sample.lab.enabled=false",
        "--spring.data.redis.url=redis://127.0.0.1:" + server.getStandalone().getPort());
  }
}
