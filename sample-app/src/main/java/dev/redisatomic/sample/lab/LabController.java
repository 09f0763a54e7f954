package dev.redisatomic.sample.lab;

import dev.redisatomic.sample.NotFoundException;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The lab over HTTP. A run is asked for, and begins when its events are listened to: {@code
 * waiting}, {@code reading}, and at the end {@code ended} or {@code failed}. One that nobody
 * listens to ends.
 */
@RestController
class LabController {

  private final LabRuns runs;
  private final LabProperties properties;
  private final Contestants contestants;

  LabController(LabRuns runs, LabProperties properties, Contestants contestants) {
    this.runs = runs;
    this.properties = properties;
    this.contestants = contestants;
  }

  /** The values of a run that does not ask for others. */
  record Standard(String queue) {}

  record Created(
      UUID id, int transfersPerSide, long moneyPerSide, List<String> attempts, String queue) {}

  @GetMapping("/lab")
  Standard standard() {
    return new Standard(contestants.configured().text());
  }

  @PostMapping("/lab/runs")
  ResponseEntity<?> create(@Valid @RequestBody LabRequest request) {
    Load load = request.load(properties.branches());
    QueueSetting queue = request.queueOr(contestants.configured());
    Optional<UUID> id = runs.add(load, queue);
    if (id.isEmpty()) {
      return ResponseEntity.of(busy()).build();
    }
    return ResponseEntity.created(URI.create("/lab/runs/" + id.get()))
        .body(new Created(id.get(), load.transfers(), load.money(), Tally.ATTEMPTS, queue.text()));
  }

  @GetMapping(path = "/lab/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter follow(@PathVariable UUID id) {
    return runs.attend(id).orElseThrow(() -> new NotFoundException("lab to follow", id.toString()));
  }

  @DeleteMapping("/lab/runs/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stop(@PathVariable UUID id) {
    runs.stop(id);
  }

  private static ProblemDetail busy() {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.SERVICE_UNAVAILABLE,
            LabRuns.MOST + " labs are running or waiting already. Try again in a minute.");
    problem.setTitle("Busy");
    return problem;
  }
}
