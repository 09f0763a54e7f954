package dev.redisatomic.soak;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a soak came to, to be printed and to be judged. */
final class SoakReport {

  /** Processes whose names begin so run with exactly-once commits. */
  static final String EXACTLY_ONCE = "exactly-once-";

  private final List<Operation> operations;
  private final Map<String, List<String>> finalState;
  private final List<Violation> violations;

  SoakReport(
      List<Operation> operations,
      Map<String, List<String>> finalState,
      List<Violation> violations) {
    this.operations = operations;
    this.finalState = finalState;
    this.violations = violations;
  }

  long committed() {
    return count(Operation::isCommitted);
  }

  long recovered() {
    return count(operation -> operation.result() == Result.RECOVERED);
  }

  long unknown(boolean exactlyOnce) {
    return count(
        operation ->
            operation.result() == Result.UNKNOWN
                && operation.id().startsWith(EXACTLY_ONCE) == exactlyOnce);
  }

  /** Everything that was applied was read by what replaced it, or is there in the end. */
  private long unknownButApplied() {
    Set<String> writers = new HashSet<>();
    Consumer<List<String>> values =
        seen -> seen.forEach(value -> writers.add(Operation.writerOf(value)));
    finalState.values().forEach(values);
    operations.forEach(operation -> operation.reads().values().forEach(values));
    return count(
        operation -> operation.result() == Result.UNKNOWN && writers.contains(operation.id()));
  }

  private long count(Predicate<Operation> which) {
    return operations.stream().filter(which).count();
  }

  String text(
      String setting, double seconds, long withOthers, Nemesis nemesis, double checkSeconds) {
    long retries = operations.stream().mapToLong(op -> Math.max(0, op.attempts() - 1)).sum();
    int faults = nemesis.injected().values().stream().mapToInt(Integer::intValue).sum();
    Map<Result, Long> results = new EnumMap<>(Result.class);
    Map<String, Long> kinds = new TreeMap<>();
    for (Operation operation : operations) {
      results.merge(operation.result(), 1L, Long::sum);
      kinds.merge(operation.kind(), 1L, Long::sum);
    }
    return String.join(
        System.lineSeparator(),
        "Soak: " + setting,
        format(
            "  load          %,d operations in %.0f s, %,.0f/s: %s",
            operations.size(), seconds, operations.size() / seconds, list(kinds)),
        format(
            "  faults        %d: %s; longest outage %d ms",
            faults, list(nemesis.injected()), nemesis.longestOutage().toMillis()),
        format(
            "  outcomes      committed %,d, of these with others %,d, after a lost reply %d;"
                + " gave up on conflicts %d; failed, nothing applied %d; retries %,d",
            committed(),
            withOthers,
            recovered(),
            results.getOrDefault(Result.CONFLICT, 0L),
            results.getOrDefault(Result.FAILED, 0L),
            retries),
        format(
            "  unknown       %d without exactly-once, of these applied %d; %d with",
            unknown(false), unknownButApplied(), unknown(true)),
        format("  violations    %d, found in %.1f s", violations.size(), checkSeconds));
  }

  private static String list(Map<?, ?> counts) {
    return counts.entrySet().stream()
        .map(
            entry ->
                entry.getKey().toString().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " "
                    + entry.getValue())
        .collect(joining(", "));
  }

  private static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}
