package dev.redisatomic.soak;

import dev.redisatomic.soak.Violation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One account: a transfer writes a balance on top of the one that it read, so the balances form a
 * chain from the first to the last, and every committed transfer is one link of it.
 */
final class AccountCheck {

  /** Who wrote the balances that the accounts began with. */
  static final String INITIAL = "initial";

  private final History history;
  private final String account;
  private final BiConsumer<Kind, String> violations;
  private boolean complete;

  AccountCheck(History history, String account, BiConsumer<Kind, String> violations) {
    this.history = history;
    this.account = account;
    this.violations = violations;
  }

  /** Returns the balances, oldest first, as far back as they can be followed. */
  List<String> run(List<Operation> touching, String last) {
    List<String> chain = chainTo(last);
    lostUpdates(touching);
    Set<String> known = new HashSet<>(chain);
    for (Operation operation : touching) {
      if (complete && operation.isCommitted()) {
        inChain(operation, known);
      }
    }
    return chain;
  }

  private List<String> chainTo(String last) {
    Deque<String> chain = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    String balance = last;
    while (!Operation.writerOf(balance).equals(INITIAL)) {
      Operation writer = history.find(Operation.writerOf(balance));
      if (!seen.add(balance) || (writer != null && isOther(writer, balance))) {
        violations.accept(
            Kind.DOUBLE_APPLY, account + " was " + balance + ", one of several by " + writer);
        return new ArrayList<>(chain);
      }
      chain.addFirst(balance);
      if (writer == null) {
        violations.accept(Kind.PHANTOM, account + " was " + balance + ", which nobody wrote");
        return new ArrayList<>(chain);
      }
      if (writer.result().isNothingApplied()) {
        violations.accept(Kind.FAILED_BUT_APPLIED, account + " was " + balance + ": " + writer);
      }
      List<String> before = writer.reads().get(account);
      if (before == null) {
        // its process ended before it could tell
        return new ArrayList<>(chain);
      }
      balance = before.get(0);
    }
    chain.addFirst(balance);
    complete = true;
    return new ArrayList<>(chain);
  }

  private boolean isOther(Operation writer, String balance) {
    return writer.writes().containsKey(account) && !balance.equals(writer.writes().get(account));
  }

  private void lostUpdates(List<Operation> touching) {
    Map<String, Operation> replacements = new HashMap<>();
    for (Operation operation : touching) {
      if (operation.isCommitted() && operation.writes().containsKey(account)) {
        String replaced = operation.reads().getOrDefault(account, List.of("nothing")).get(0);
        Operation other = replacements.putIfAbsent(replaced, operation);
        if (other != null) {
          violations.accept(
              Kind.LOST_UPDATE,
              account
                  + " was "
                  + replaced
                  + " and replaced by both "
                  + other
                  + " and "
                  + operation);
        }
      }
    }
  }

  private void inChain(Operation operation, Set<String> chain) {
    String written = operation.writes().get(account);
    if (written != null && !chain.contains(written)) {
      violations.accept(Kind.LOST_WRITE, account + " has never been " + written + ": " + operation);
    }
    for (String read : operation.reads().getOrDefault(account, List.of())) {
      if (!chain.contains(read)) {
        Operation writer = history.find(Operation.writerOf(read));
        violations.accept(
            writer != null && isOther(writer, read) ? Kind.DOUBLE_APPLY : Kind.DIRTY_READ,
            operation + " read " + read + " from " + account + ", written by " + writer);
      }
    }
  }
}
