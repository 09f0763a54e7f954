package dev.redisatomic.soak;

import dev.redisatomic.soak.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The bank: money is moved, never made or lost, and no account is overdrawn. */
final class BankCheck {

  private final History history;
  private final Map<String, String> last = new HashMap<>();
  private final long total;
  private final BiConsumer<Kind, String> violations;

  BankCheck(
      History history,
      Map<String, List<String>> finalState,
      long total,
      BiConsumer<Kind, String> violations) {
    this.history = history;
    this.total = total;
    this.violations = violations;
    finalState.forEach(
        (key, value) -> {
          if (Operation.isAccount(key)) {
            last.put(key, value.get(0));
          }
        });
  }

  /** Returns the balances of each account, oldest first. */
  Map<String, List<String>> run() {
    balances("The end", last);
    Map<String, List<Operation>> touching = new HashMap<>();
    for (Operation operation : history.operations()) {
      Map<String, String> read = new HashMap<>();
      operation
          .reads()
          .forEach(
              (key, value) -> {
                if (Operation.isAccount(key)) {
                  read.put(key, value.get(0));
                  touching.computeIfAbsent(key, account -> new ArrayList<>()).add(operation);
                }
              });
      if (operation.isCommitted()) {
        balances(operation.id(), read);
      }
    }
    Map<String, List<String>> chains = new HashMap<>();
    last.forEach(
        (account, balance) ->
            chains.put(
                account,
                new AccountCheck(history, account, violations)
                    .run(touching.getOrDefault(account, List.of()), balance)));
    return chains;
  }

  private void balances(String reader, Map<String, String> balances) {
    long sum = 0;
    for (Map.Entry<String, String> balance : balances.entrySet()) {
      long amount = Operation.amountOf(balance.getValue());
      sum += amount;
      if (amount < 0) {
        violations.accept(Kind.NEGATIVE_BALANCE, reader + " saw " + balance);
      }
    }
    if (balances.keySet().equals(last.keySet()) && sum != total) {
      violations.accept(
          Kind.MONEY_CHANGED, reader + " saw " + sum + " instead of " + total + ": " + balances);
    }
  }
}
