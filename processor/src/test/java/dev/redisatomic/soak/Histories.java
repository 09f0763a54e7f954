package dev.redisatomic.soak;

import static java.util.stream.Collectors.toMap;

import dev.redisatomic.soak.Violation.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small histories to plant anomalies in: operations on lists x, y and accounts a, b. */
final class Histories {

  private Histories() {}

  /** An operation that began at {@code begin} and ended at {@code end}. */
  static Operation operation(
      String id,
      Result result,
      long begin,
      long end,
      Map<String, List<String>> reads,
      Map<String, String> writes) {
    return new Operation(id, "operation", begin, end, result, 1, reads, writes, "");
  }

  /** One of several at the same time. */
  static Operation concurrent(
      String id, Result result, Map<String, List<String>> reads, Map<String, String> writes) {
    return operation(id, result, 0, 100, reads, writes);
  }

  /** Such as {@code "x=1,2"}, {@code "y="} or {@code "account:a=50@initial"}. */
  static Map<String, List<String>> values(String... keysAndValues) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : keysAndValues) {
      String[] parts = pair.split("=", -1);
      values.put(parts[0], parts[1].isEmpty() ? List.of() : List.of(parts[1].split(",")));
    }
    return values;
  }

  static Map<String, String> writes(String... keysAndValues) {
    return values(keysAndValues).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().get(0)));
  }

  /** The accounts, if there are any, have 100 in all. */
  static List<Kind> judge(Map<String, List<String>> finalState, Operation... operations) {
    long total = finalState.keySet().stream().anyMatch(Operation::isAccount) ? 100 : 0;
    return new Checker(History.of(Arrays.asList(operations)), finalState, total)
        .run().stream().map(Violation::kind).distinct().toList();
  }
}
