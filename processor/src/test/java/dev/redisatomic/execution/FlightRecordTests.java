package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.RedisSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts in Java Flight Recorder. */
class FlightRecordTests extends WiredBodies {

  private static final String EVENT = "dev.redisatomic.Attempt";

  FlightRecordTests(RedisSetup setup) {
    super(setup);
  }

  private void conflictOnce() throws Exception {
    atomic.run(
        () -> {
          values.get("key");
          if (AtomicContext.current().attempt() == 1) {
            other.set("key", "theirs");
          }
          values.set("a", "1");
          values.set("b", "1");
        });
  }

  @Test
  void everyAttemptIsAnEventWhileSomebodyRecords(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      conflictOnce();
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(EVENT))
            .toList();
    assertThat(events).hasSize(2);
    assertThat(events)
        .extracting(event -> event.getString("outcome"))
        .containsExactly("conflict", "committed");
    assertThat(events).extracting(event -> event.getInt("attempt")).containsExactly(1, 2);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getString("method")).isEqualTo("Bodies.run(Action, String[])");
              assertThat(event.getInt("reads")).isEqualTo(1);
              assertThat(event.getInt("writes")).isEqualTo(2);
              assertThat(event.getDuration()).isGreaterThan(Duration.ZERO);
              assertThat(event.getStackTrace()).isNull();
            });
  }

  @Test
  void aRecordingCanLeaveThemOut(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.disable(EVENT);
      recording.start();
      assertThat(FlightRecord.begin()).isSameAs(FlightRecord.NONE);
      conflictOnce();
      recording.stop();
      recording.dump(file);
    }

    assertThat(RecordingFile.readAllEvents(file))
        .noneMatch(event -> event.getEventType().getName().equals(EVENT));
  }

  @Test
  void nothingIsMadeWhileNobodyRecords() {
    assertThat(FlightRecord.begin()).isSameAs(FlightRecord.NONE);
  }
}
