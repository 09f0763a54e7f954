package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** No run ends by its time limit here. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "sample.lab.longest-run=10m")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@AutoConfigureRestTestClient
@DirtiesContext
class LabApiTests {

  private static final String ENDLESS =
      "{\"threads\":1,\"accounts\":2,\"rounds\":10000,\"thinkMillis\":100}";
  private static final String SHORT =
      "{\"threads\":4,\"accounts\":2,\"rounds\":50,\"thinkMillis\":0}";

  private final RestTestClient http;
  private final StringRedisTemplate redis;
  private final String address;

  LabApiTests(
      @Autowired RestTestClient http,
      @Autowired StringRedisTemplate redis,
      @LocalServerPort int port) {
    this.http = http;
    this.redis = redis;
    this.address = "http://127.0.0.1:" + port;
  }

  @Test
  void aRunTellsItsReadingsAndItsVerdictAndLeavesNothingBehind() throws Exception {
    try (Events events = follow(create(SHORT))) {
      List<Event> all = events.rest();

      Event last = all.get(all.size() - 1);
      Event before = all.get(all.size() - 2);
      assertThat(before.name()).isEqualTo("reading");
      assertThat(before.at("$.atomic.calls")).isEqualTo(200);
      assertThat(before.at("$.atomic.money")).isEqualTo(2000);
      assertThat(sum((List<?>) before.at("$.atomic.attempts"))).isEqualTo(200);
      assertThat(last.name()).isEqualTo("ended");
      assertThat(last.at("$.end")).isEqualTo("DONE");
      assertThat(last.at("$.verdict.atomic.exact")).isEqualTo(true);
      assertThat(redis.keys("account:{lab:*")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"threads\":0,\"accounts\":4,\"rounds\":1,\"thinkMillis\":0}",
        "{\"threads\":33,\"accounts\":4,\"rounds\":1,\"thinkMillis\":0}",
        "{\"threads\":8,\"accounts\":1,\"rounds\":1,\"thinkMillis\":0}",
        "{\"threads\":8,\"accounts\":101,\"rounds\":1,\"thinkMillis\":0}",
        "{\"threads\":8,\"accounts\":4,\"rounds\":0,\"thinkMillis\":0}",
        "{\"threads\":8,\"accounts\":4,\"rounds\":10001,\"thinkMillis\":0}",
        "{\"threads\":8,\"accounts\":4,\"rounds\":1,\"thinkMillis\":-1}",
        "{\"threads\":8,\"accounts\":4,\"rounds\":1,\"thinkMillis\":101}",
        "{\"threads\":8,\"accounts\":4,\"rounds\":1}",
        "{\"threads\":\"\",\"accounts\":4,\"rounds\":1,\"thinkMillis\":0}"
      })
  void aLoadOutOfBoundsIs422(String load) {
    post(load).expectStatus().isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "queue", "group-commit"})
  void aRunHasTheQueueThatItAsksFor(String queue) {
    assertThat(queueOf(SHORT.replace("}", ",\"queue\":\"" + queue + "\"}"))).isEqualTo(queue);
  }

  @Test
  void aRunThatAsksForNoQueueHasWhatTheApplicationIsConfiguredWith() {
    assertThat(queueOf(SHORT)).isEqualTo("group-commit");
    http.get().uri("/lab").exchange().expectBody().jsonPath("$.queue").isEqualTo("group-commit");
  }

  private String queueOf(String load) {
    String created = created(load);
    stop(read(created, "$.id"));
    return read(created, "$.queue");
  }

  @Test
  void theEndpointCountsTheTransfersOfEverySetting() throws Exception {
    int before = counted();
    for (QueueSetting queue : QueueSetting.values()) {
      try (Events events =
          follow(create(SHORT.replace("}", ",\"queue\":\"" + queue.text() + "\"}")))) {
        events.rest();
      }
    }

    assertThat(counted() - before).isEqualTo(3 * 200);
  }

  private int counted() {
    byte[] answer =
        http.get()
            .uri("/actuator/redisatomic")
            .exchange()
            .expectBody()
            .returnResult()
            .getResponseBody();
    List<Map<String, Integer>> counts =
        JsonPath.read(
            new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8),
            "$.methods[?(@.method =~ /CountedBank.*/)].counts");
    return Stream.of("committed", "unchanged")
        .mapToInt(outcome -> Objects.requireNonNull(counts.get(0).get(outcome)))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"fast\"", "\"\"", "\"QUEUE\"", "7"})
  void aQueueThatIsNoneIs422AndSaysWhichThereAre(String queue) {
    post(SHORT.replace("}", ",\"queue\":" + queue + "}"))
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.detail")
        .isEqualTo("queue must be off, queue or group-commit");
  }

  @Test
  void aRunThatIsStoppedStillHasAVerdict() throws Exception {
    String run = create(ENDLESS);
    try (Events events = follow(run)) {
      assertThat(events.next().name()).isEqualTo("reading");
      stop(run);

      List<Event> rest = events.rest();
      assertThat(rest.get(rest.size() - 1).at("$.end")).isEqualTo("STOPPED");
    }
  }

  @Test
  void oneRunsAndTheOthersAreToldHowManyAreAhead() throws Exception {
    String first = create(ENDLESS);
    String second = create(SHORT);
    String third = create(SHORT);
    try (Events running = follow(first);
        Events next = follow(second);
        Events last = follow(third)) {
      assertThat(running.next().name()).isEqualTo("reading");
      assertThat(next.next()).isEqualTo(new Event("waiting", "{\"ahead\":1}"));
      assertThat(last.next()).isEqualTo(new Event("waiting", "{\"ahead\":2}"));

      stop(second);
      assertThat(next.rest()).noneMatch(event -> event.name().equals("reading"));
      stop(first);
      running.rest();

      List<Event> end = last.rest();
      assertThat(end.get(end.size() - 1).at("$.end")).isEqualTo("DONE");
    }
  }

  @Test
  void aListenerThatHangsUpStopsItsRun() throws Exception {
    String abandoned = create(ENDLESS);
    try (Events events = follow(abandoned)) {
      assertThat(events.next().name()).isEqualTo("reading");
    }

    // This one can only begin because that one has ended.
    try (Events events = follow(create(SHORT))) {
      List<Event> all = events.rest();
      assertThat(all.get(all.size() - 1).at("$.end")).isEqualTo("DONE");
    }
    follow404(abandoned);
  }

  /** The first one runs all the time: it is the hanging up that makes room. */
  @Test
  void listenersThatHangUpWhileTheyWaitGiveTheirPlacesUp() throws Exception {
    String first = create(ENDLESS);
    try (Events running = follow(first)) {
      assertThat(running.next().name()).isEqualTo("reading");
      List<Events> waiting = new ArrayList<>();
      for (int i = 1; i < LabRuns.MOST; i++) {
        waiting.add(follow(create(ENDLESS)));
      }
      for (Events one : waiting) {
        assertThat(one.next().name()).isEqualTo("waiting");
        one.close();
      }

      List<String> others = new ArrayList<>();
      await(
          () -> {
            tryToCreate(ENDLESS).ifPresent(others::add);
            return others.size() == LabRuns.MOST - 1;
          });

      others.forEach(this::stop);
      stop(first);
      assertThat(running.rest()).isNotEmpty();
    }
  }

  private Optional<String> tryToCreate(String load) {
    return Optional.ofNullable(
            post(load).returnResult(String.class).getResponseHeaders().getLocation())
        .map(location -> location.getPath().replace("/lab/runs/", ""));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }

  @Test
  void moreRunsThanCanWaitAreTurnedAway() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < LabRuns.MOST; i++) {
      ids.add(create(ENDLESS));
    }
    try {
      post(SHORT).expectStatus().isEqualTo(503).expectBody().jsonPath("$.title").isEqualTo("Busy");
    } finally {
      ids.forEach(this::stop);
    }
    try (Events events = follow(create(SHORT))) {
      assertThat(events.rest()).isNotEmpty();
    }
  }

  @Test
  void aRunIsFollowedOnce() throws Exception {
    String run = create(ENDLESS);
    try (Events events = follow(run)) {
      events.next();
      follow404(run);
      stop(run);
      events.rest();
    }
  }

  @Test
  void aRunThatIsNotThereIs404ToFollowAndNothingToStop() throws Exception {
    String unknown = UUID.randomUUID().toString();

    follow404(unknown);
    stop(unknown);
  }

  private static int sum(List<?> numbers) {
    return numbers.stream().mapToInt(number -> (Integer) number).sum();
  }

  private String create(String load) {
    return read(created(load), "$.id");
  }

  private String created(String load) {
    byte[] body =
        post(load).expectStatus().isCreated().expectBody().returnResult().getResponseBody();
    return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
  }

  private static String read(String created, String path) {
    return JsonPath.read(created, path);
  }

  private RestTestClient.ResponseSpec post(String load) {
    return http.post()
        .uri("/lab/runs")
        .contentType(MediaType.APPLICATION_JSON)
        .body(load)
        .exchange();
  }

  private void stop(String run) {
    http.delete().uri("/lab/runs/{run}", run).exchange().expectStatus().isNoContent();
  }

  private Events follow(String run) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send(run);
    assertThat(response.statusCode()).isEqualTo(200);
    return new Events(
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  private void follow404(String run) throws IOException, InterruptedException {
    assertThat(send(run).statusCode()).isEqualTo(404);
  }

  private HttpResponse<InputStream> send(String run) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address + "/lab/runs/" + run + "/events")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  /** A server-sent event. */
  record Event(String name, String data) {

    Object at(String path) {
      return JsonPath.read(data, path);
    }
  }

  /** What a browser's EventSource does. */
  record Events(BufferedReader lines) implements AutoCloseable {

    Event next() throws IOException {
      String name = Objects.requireNonNull(lines.readLine(), "The stream has ended");
      String data = lines.readLine();
      lines.readLine();
      return new Event(name.substring("event:".length()), data.substring("data:".length()));
    }

    List<Event> rest() throws IOException {
      List<Event> events = new ArrayList<>();
      lines.mark(1);
      while (lines.read() >= 0) {
        lines.reset();
        events.add(next());
        lines.mark(1);
      }
      return events;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
