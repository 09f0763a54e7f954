package dev.redisatomic.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts the attempts and transactions of each method in a test. Thread-safe. */
final class SeenAttempts {

  private final Map<String, Integer> attempts = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> transactions = new ConcurrentSkipListMap<>();

  void attempt(String method) {
    attempts.merge(method, 1, Integer::sum);
  }

  void transaction(String method) {
    transactions.merge(method, 1, Integer::sum);
  }

  void clear() {
    attempts.clear();
    transactions.clear();
  }

  /** Explains why something that was planned for a method did not happen, or not as often. */
  String whyNot(MethodName method) {
    int began = sum(attempts, method);
    int sent = sum(transactions, method);
    if (began == 0) {
      return method
          + " was not called"
          + (attempts.isEmpty() ? "" : "; called were " + attempts.keySet())
          + ". A method that is called inside another atomic one commits with it: name the outer"
          + " one.";
    }
    if (sent == 0) {
      return method
          + " was run "
          + times(began)
          + ", but sent no EXEC: it had nothing to write, or ended before.";
    }
    return method + " sent EXEC " + times(sent) + ".";
  }

  private static int sum(Map<String, Integer> counts, MethodName method) {
    return counts.entrySet().stream()
        .filter(count -> method.isOf(count.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  static String times(int number) {
    return number == 1 ? "once" : number + " times";
  }
}
