package dev.redisatomic.soak;

import dev.redisatomic.soak.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The lists: every append at most once, acknowledged ones exactly once, failed ones never, and what
 * was read is how the list began.
 */
final class ListCheck {

  private final History history;
  private final Map<String, List<String>> finalState;
  private final BiConsumer<Kind, String> violations;

  ListCheck(
      History history, Map<String, List<String>> finalState, BiConsumer<Kind, String> violations) {
    this.history = history;
    this.finalState = finalState;
    this.violations = violations;
  }

  void run() {
    Map<String, String> places = new HashMap<>();
    finalState.forEach(
        (key, elements) -> {
          if (!Operation.isAccount(key)) {
            elements.forEach(element -> element(key, element, places));
          }
        });
    for (Operation operation : history.operations()) {
      if (operation.isCommitted()) {
        appended(operation, places);
        read(operation);
      }
    }
  }

  private void element(String list, String element, Map<String, String> places) {
    Operation writer = history.find(element);
    String before = places.put(element, list);
    if (before != null) {
      violations.accept(
          Kind.DOUBLE_APPLY,
          element + " is in " + before + " and again in " + list + ": " + writer);
    } else if (writer == null) {
      violations.accept(Kind.PHANTOM, element + " is in " + list + ", but nobody appended it");
    } else if (writer.result().isNothingApplied()) {
      violations.accept(Kind.FAILED_BUT_APPLIED, element + " is in " + list + ": " + writer);
    }
  }

  private void appended(Operation operation, Map<String, String> places) {
    operation
        .writes()
        .forEach(
            (key, element) -> {
              if (!Operation.isAccount(key) && !key.equals(places.get(element))) {
                violations.accept(
                    Kind.LOST_WRITE, element + " is not in " + key + ": " + operation);
              }
            });
  }

  private void read(Operation operation) {
    operation
        .reads()
        .forEach(
            (key, seen) -> {
              if (!Operation.isAccount(key) && !isPrefix(seen, elements(key))) {
                notAPrefix(operation, key, seen);
              }
            });
  }

  private void notAPrefix(Operation reader, String key, List<String> seen) {
    Set<String> there = new HashSet<>(elements(key));
    Operation dirty =
        seen.stream()
            .filter(element -> !there.contains(element))
            .map(history::find)
            .filter(writer -> writer != null && !writer.isCommitted())
            .findFirst()
            .orElse(null);
    violations.accept(
        dirty == null ? Kind.NOT_A_PREFIX : Kind.DIRTY_READ, describe(reader, key, seen, dirty));
  }

  private String describe(
      Operation reader, String key, List<String> seen, @Nullable Operation dirty) {
    return reader.kind()
        + " "
        + reader.id()
        + " read "
        + seen
        + " from "
        + key
        + (dirty == null ? "" : ", in it that of " + dirty)
        + "; in the end it was "
        + elements(key);
  }

  private List<String> elements(String key) {
    return finalState.getOrDefault(key, List.of());
  }

  static boolean isPrefix(List<String> seen, List<String> whole) {
    return seen.size() <= whole.size() && whole.subList(0, seen.size()).equals(seen);
  }
}
