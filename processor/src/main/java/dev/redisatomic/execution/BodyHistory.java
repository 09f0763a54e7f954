package dev.redisatomic.execution;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knowledge of the bodies that have run on hot keys. How long they take without their commands: in
 * a group one waits for the other, so only short ones take part. And whether a server has refused
 * what they send, which would spoil every group.
 */
final class BodyHistory {

  /** The number of short bodies that can run before the first of them loses patience. */
  private static final int BODIES = 10;

  /** The share of the last call in the moving average. */
  private static final int WEIGHT = 8;

  /** The number of runs outside of groups for a body whose command was refused. */
  private static final int ALONE = 100;

  /** Methods differ in their names, bodies that are given to one method in their classes. */
  private record Code(String method, Object body) {
    static Code of(AtomicDefinition definition, Body<?> body) {
      return new Code(definition.name(), body.code());
    }
  }

  private record Runs(AtomicLong averageNanos, AtomicInteger alone) {}

  private final ConcurrentHashMap<Code, Runs> runs = new ConcurrentHashMap<>();
  private final long shortNanos;

  /**
   * A history in which nothing is known yet.
   *
   * @param patience how long those whose bodies have ended wait for others
   */
  BodyHistory(Duration patience) {
    this.shortNanos = Math.max(1, patience.toNanos() / BODIES);
  }

  /** Whether a body is short on average; one that has not been seen counts as short. */
  boolean isShort(AtomicDefinition definition, Body<?> body) {
    Runs known = runs.get(Code.of(definition, body));
    return known == null || known.averageNanos().get() < shortNanos;
  }

  /** Whether what a body sends has lately been refused. */
  boolean isRefused(AtomicDefinition definition, Body<?> body) {
    Runs known = runs.get(Code.of(definition, body));
    return known != null && known.alone().get() > 0;
  }

  /** Notes that the server has refused what a body sends. */
  void refused(AtomicDefinition definition, Body<?> body) {
    find(definition, body).alone().set(ALONE);
  }

  /** Adds one run. */
  void add(AtomicDefinition definition, Body<?> body, long nanos) {
    // a thread that was not running for a while says little about the body
    long capped = Math.min(nanos, 2 * shortNanos);
    Runs known = find(definition, body);
    known
        .averageNanos()
        .updateAndGet(average -> average == 0 ? capped / 2 : average + (capped - average) / WEIGHT);
    known.alone().updateAndGet(left -> Math.max(0, left - 1));
  }

  private Runs find(AtomicDefinition definition, Body<?> body) {
    return runs.computeIfAbsent(
        Code.of(definition, body), code -> new Runs(new AtomicLong(), new AtomicInteger()));
  }
}
