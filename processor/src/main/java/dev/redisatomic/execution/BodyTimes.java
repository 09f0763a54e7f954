package dev.redisatomic.execution;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the bodies of methods on hot keys run, apart from their commands: in a group one waits
 * for the other, so only short ones take part.
 */
final class BodyTimes {

  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** A thread that was not running for a while says little about the body. */
  private static final long MAX_NANOS = 2 * SHORT_NANOS;

  /** The share of the last call in the moving average. */
  private static final int WEIGHT = 8;

  private final ConcurrentHashMap<String, AtomicLong> averages = new ConcurrentHashMap<>();

  /** Whether a body is short on average; one that has not been seen counts as short. */
  boolean isShort(AtomicDefinition definition) {
    AtomicLong average = averages.get(definition.name());
    return average == null || average.get() < SHORT_NANOS;
  }

  /** Adds one run. */
  void add(AtomicDefinition definition, long nanos) {
    long capped = Math.min(nanos, MAX_NANOS);
    averages
        .computeIfAbsent(definition.name(), name -> new AtomicLong(capped / 2))
        .updateAndGet(average -> average + (capped - average) / WEIGHT);
  }
}
