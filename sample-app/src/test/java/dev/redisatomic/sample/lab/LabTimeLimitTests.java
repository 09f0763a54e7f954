package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "sample.lab.longest-run=300ms")
@DirtiesContext
class LabTimeLimitTests {

  @Test
  void aRunThatTakesTooLongIsEndedAndLeavesNothingBehind(
      @Autowired LabRuns runs, @Autowired StringRedisTemplate redis, @LocalServerPort int port)
      throws Exception {
    Load load = new Load(1, 10_000, 1, 2, 1000, Duration.ofMillis(100));
    URI events =
        URI.create(
            "http://127.0.0.1:%d/lab/runs/%s/events"
                .formatted(port, runs.add(load, QueueSetting.QUEUE).orElseThrow()));

    String told =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofString())
            .body();

    assertThat(told).contains("event:ended", "TIME_IS_UP");
    assertThat(redis.keys("account:{lab:*")).isEmpty();
  }
}
