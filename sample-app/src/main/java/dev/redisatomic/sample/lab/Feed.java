package dev.redisatomic.sample.lab;

import java.io.IOException;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events to one browser, until it hangs up. */
class Feed {

  private final SseEmitter emitter;
  private final Runnable hangUp;

  /** The hang-up is told once it is noticed: at the latest when something is sent. */
  Feed(Duration timeout, Runnable hangUp) {
    this.emitter = new SseEmitter(timeout.toMillis());
    this.hangUp = hangUp;
    emitter.onCompletion(hangUp);
    emitter.onError(e -> hangUp.run());
    emitter.onTimeout(hangUp);
  }

  SseEmitter emitter() {
    return emitter;
  }

  void send(String event, Object data) {
    try {
      emitter.send(SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON));
    } catch (IOException | IllegalStateException e) {
      hangUp.run();
    }
  }

  void end() {
    emitter.complete();
  }
}
