package dev.redisatomic.sample.lab;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The load that a browser asks for, on each of two sides. Twice the threads have to get along with
 * the connections of the pool, and leave some to the rest of the application.
 *
 * @param threads how many clients transfer at the same time
 * @param accounts between how many accounts of each branch
 * @param rounds how many transfers each client makes
 * @param thinkMillis how long each client pauses after a transfer
 * @param queue the {@linkplain QueueSetting#text() text} of a setting for the atomic side; without
 *     one, what the application is configured with
 */
record LabRequest(
    @Min(1) @Max(32) int threads,
    @Min(2) @Max(100) int accounts,
    @Min(1) @Max(10_000) int rounds,
    @Min(0) @Max(100) int thinkMillis,
    @Pattern(regexp = QueueSetting.TEXTS, message = "must be off, queue or group-commit")
        @Nullable String queue) {

  private static final long OPENING_BALANCE = 1000;

  Load load(int branches) {
    return new Load(
        threads, rounds, branches, accounts, OPENING_BALANCE, Duration.ofMillis(thinkMillis));
  }

  QueueSetting queueOr(QueueSetting configured) {
    return queue == null ? configured : QueueSetting.of(queue);
  }
}
