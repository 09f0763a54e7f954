package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.bank.BankService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What an operator sees of transfers. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class ActuatorTests {

  private final RestTestClient http;

  ActuatorTests(@Autowired RestTestClient http, @Autowired BankService bank) {
    this.http = http;
    bank.open("actuator-1", 10);
    bank.open("actuator-2", 10);
    bank.transfer("actuator-1", "actuator-2", 1);
  }

  private String get(String path) {
    return String.valueOf(
        http.get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  @Test
  void theMetersCountTransfers() {
    assertThat(get("/actuator/metrics/redis.atomic?tag=outcome:committed"))
        .contains("\"COUNT\"")
        .contains("BankService.transfer(String, String, long)");
    assertThat(get("/actuator/metrics/redis.atomic.attempts")).contains("\"TOTAL\"");
    assertThat(get("/actuator/metrics/redis.atomic.waiting.threads")).contains("\"VALUE\"");
  }

  @Test
  void theEndpointListsTransfers() {
    assertThat(get("/actuator/redisatomic"))
        .contains("\"BankService.transfer(String, String, long)\"")
        .contains("\"account:{}:balance\"")
        .contains("\"property redis.atomic.max-retries\"")
        .contains("\"committed\":");
  }

  @Test
  void theApplicationIsHealthy() {
    assertThat(get("/actuator/health")).contains("UP");
  }
}
