package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** {@code --spring.data.redis.client-type}: without it Lettuce, as Boot has it. */
@ExtendWith(OutputCaptureExtension.class)
class DriverTests {

  @ParameterizedTest
  @CsvSource({
    "--spring.application.name=sample, Lettuce",
    "--spring.data.redis.client-type=jedis, Jedis"
  })
  void labWireAndShopWorkOnBothDrivers(String argument, String driver, CapturedOutput output) {
    ConfigurableApplicationContext application =
        SpringApplication.run(
            SampleApplication.class,
            "--server.port=0",
            "--sample.lab.enabled=true",
            "--sample.lab.transfers-per-thread=20",
            argument);
    RestTestClient http = client(application);

    http.post()
        .uri("/wire")
        .contentType(MediaType.APPLICATION_JSON)
        .exchange()
        .expectBody()
        .jsonPath("$.transfer.attempts[0].outcome")
        .isEqualTo("conflict")
        .jsonPath("$.transfer.attempts[1].outcome")
        .isEqualTo("committed");
    put(http, "/stock/pen", "{\"available\": 5}");
    http.post()
        .uri("/orders")
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"lines\":[{\"productId\":\"pen\",\"quantity\":2}]}")
        .exchange()
        .expectBody()
        .json("{\"outcome\":\"RESERVED\"}");

    assertThat(SpringApplication.exit(application)).isZero();
    assertThat(output)
        .containsPattern("Using Redis [\\d.]+ at .*, by " + driver)
        .containsPattern("verdict +\\w+ +\\w+ +exact");
  }

  private static void put(RestTestClient http, String path, String body) {
    http.put()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange()
        .expectStatus()
        .isOk();
  }

  private static RestTestClient client(ConfigurableApplicationContext application) {
    String port = application.getEnvironment().getProperty("local.server.port");
    return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
  }
}
