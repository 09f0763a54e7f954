package dev.redisatomic.execution;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the bodies of methods on hot keys run, apart from their commands: in a group one waits
 * for the other, so only short ones take part.
 */
final class BodyTimes {

  /** The number of short bodies that can run before the first of them loses patience. */
  private static final int BODIES = 10;

  /** The share of the last call in the moving average. */
  private static final int WEIGHT = 8;

  private final ConcurrentHashMap<String, AtomicLong> averages = new ConcurrentHashMap<>();
  private final long shortNanos;

  /**
   * No times yet.
   *
   * @param patience how long those whose bodies have ended wait for others
   */
  BodyTimes(Duration patience) {
    this.shortNanos = Math.max(1, patience.toNanos() / BODIES);
  }

  /** Whether a body is short on average; one that has not been seen counts as short. */
  boolean isShort(AtomicDefinition definition) {
    AtomicLong average = averages.get(definition.name());
    return average == null || average.get() < shortNanos;
  }

  /** Adds one run. */
  void add(AtomicDefinition definition, long nanos) {
    // a thread that was not running for a while says little about the body
    long capped = Math.min(nanos, 2 * shortNanos);
    averages
        .computeIfAbsent(definition.name(), name -> new AtomicLong(capped / 2))
        .updateAndGet(average -> average + (capped - average) / WEIGHT);
  }
}
