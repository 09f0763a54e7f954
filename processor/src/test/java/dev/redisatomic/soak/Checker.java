package dev.redisatomic.soak;

import dev.redisatomic.soak.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a history: first what can be said of each list, account and balance sheet, then whether
 * there is an order in which the operations could have run one after the other.
 */
final class Checker {

  private final History history;
  private final Map<String, List<String>> finalState;
  private final long total;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * A checker.
   *
   * @param finalState the elements of each list and, alone in a list, each account's balance
   * @param total the money in the bank
   */
  Checker(History history, Map<String, List<String>> finalState, long total) {
    this.history = history;
    this.finalState = finalState;
    this.total = total;
  }

  List<Violation> run() {
    for (Operation operation : history.operations()) {
      if (operation.result() == Result.BROKEN) {
        add(Kind.UNEXPECTED, operation + ": " + operation.note());
      }
    }
    new ListCheck(history, finalState, this::add).run();
    Map<String, List<String>> versions = new HashMap<>(finalState);
    versions.putAll(new BankCheck(history, finalState, total, this::add).run());
    violations.addAll(new CycleSearch(Dependencies.of(history, versions)).run());
    return violations;
  }

  private void add(Kind kind, String description) {
    violations.add(new Violation(kind, description));
  }
}
