package dev.redisatomic.actuate;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CallEvent;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts calls since the application started. */
final class CallCounts implements AtomicListener {

  private final Map<String, Counts> byMethod = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> conflictsByTemplate = new ConcurrentHashMap<>();

  private static final class Counts {
    final Map<AtomicOutcome, LongAdder> byOutcome = new EnumMap<>(AtomicOutcome.class);
    final LongAdder attempts = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder retries = new LongAdder();

    Counts() {
      Stream.of(AtomicOutcome.values()).forEach(each -> byOutcome.put(each, new LongAdder()));
    }
  }

  @Override
  public void callEnded(CallEvent event) {
    Counts counts = byMethod.computeIfAbsent(event.call().method(), method -> new Counts());
    Objects.requireNonNull(counts.byOutcome.get(event.outcome())).increment();
    counts.attempts.add(event.attempts().size());
    counts.conflicts.add(event.conflicts());
    counts.retries.add(event.retries());
    event.attempts().stream()
        .filter(attempt -> attempt.outcome() == AtomicOutcome.CONFLICT)
        .flatMap(attempt -> attempt.keyTemplates().stream())
        .forEach(
            template ->
                conflictsByTemplate.computeIfAbsent(template, key -> new LongAdder()).increment());
  }

  /** The calls of a method per outcome, and its attempts, conflicts and retries. */
  Map<String, Long> of(String method) {
    Counts counts = byMethod.getOrDefault(method, new Counts());
    Map<String, Long> all = new LinkedHashMap<>();
    counts.byOutcome.forEach((outcome, count) -> all.put(outcome.label(), count.sum()));
    all.put("attempts", counts.attempts.sum());
    all.put("conflicts", counts.conflicts.sum());
    all.put("retries", counts.retries.sum());
    return all;
  }

  Map<String, Long> conflictsByTemplate() {
    Map<String, Long> conflicts = new LinkedHashMap<>();
    conflictsByTemplate.forEach((template, count) -> conflicts.put(template, count.sum()));
    return conflicts;
  }
}
