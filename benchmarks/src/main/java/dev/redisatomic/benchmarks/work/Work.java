package dev.redisatomic.benchmarks.work;

import static dev.redisatomic.benchmarks.work.Keys.GROUP;
import static dev.redisatomic.benchmarks.work.Keys.IDS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import redis.clients.jedis.UnifiedJedis;

/** What the contestants are asked to do. */
public enum Work {
  /** Money from one account to another: one of 1,000, or always the same two. */
  TRANSFER("Funds transfer", transfers(IDS, 2, Contestant::transfer)),
  /** A transfer that an outer method calls, which knows no keys; of 1,000 accounts, or four. */
  NESTED(
      "Nested transfer",
      transfers(
          IDS,
          4,
          (by, from, to, amount, attempt) ->
              by.outer(() -> by.transfer(from, to, amount, attempt)))),
  CONFIG(
      "Transfer and a key that all declare and read",
      transfers(IDS, 2, Contestant::limitedTransfer)),
  CONFIG_UNDECLARED(
      "Transfer and a key that all read, undeclared",
      transfers(IDS, 2, Contestant::undeclaredLimit)),
  SNAPSHOT("Snapshot of 5 keys", new Snapshots()),
  /** One more on each of five counters, of 200 such groups or always the same. */
  INCREMENT("Write-only increment of 5 keys", increments()),
  HASH("Hash update: one field read, two written", new Reservations());

  /** The works that tell something of hot keys, and of nothing else. */
  public static final Set<Work> ABOUT_HOT_KEYS = Set.of(NESTED, CONFIG, CONFIG_UNDECLARED);

  private static final List<String> LOCKS =
      List.of(
          Keys.LOCK_PREFIX + "*",
          "account:*:transaction_lock",
          "counter:*:transaction_lock",
          "stock:*:transaction_lock");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Task task;

  Work(String label, Task task) {
    this.label = label;
    this.task = task;
  }

  private interface Transfer {
    boolean make(Contestant by, String from, String to, long amount, Runnable attempt);
  }

  private static Task transfers(List<String> ids, int hot, Transfer transfer) {
    return transfers(ids, hot, ids.size(), transfer);
  }

  /**
   * Transfers between accounts.
   *
   * @param branch how many accounts in a row keep their money among themselves
   */
  private static Task transfers(List<String> ids, int hot, int branch, Transfer transfer) {
    return new Task(
        ids.stream().map(Keys::account).toList(),
        hot,
        Task.MUCH,
        (by, caller) -> {
          int accounts = Math.min(branch, caller.ledger().length);
          int from = caller.choose(caller.ledger().length);
          int first = from - from % accounts;
          int to = first + (from - first + 1 + caller.choose(accounts - 1)) % accounts;
          long amount = 1L + caller.choose(10);
          if (transfer.make(by, ids.get(from), ids.get(to), amount, caller.attempt())) {
            caller.note(from, -amount);
            caller.note(to, amount);
          }
        });
  }

  /** Transfers in many slots: the five accounts of a branch share one. */
  public static Task inBranches() {
    List<String> ids =
        IntStream.range(0, IDS.size())
            .mapToObj(i -> i % GROUP + "{branch-" + i / GROUP + "}")
            .toList();
    return transfers(ids, GROUP, GROUP, Contestant::transfer);
  }

  private static Task increments() {
    List<String> counters = IDS.stream().map(id -> "counter:" + id).toList();
    return new Task(
        counters,
        GROUP,
        0,
        (by, caller) -> {
          int first = caller.chooseGroup();
          by.increment(counters.subList(first, first + GROUP), caller.attempt());
          for (int i = first; i < first + GROUP; i++) {
            caller.note(i, 1);
          }
        });
  }

  /** The name for readers, or the one in the raw results if the program no longer knows it. */
  public static String label(String id) {
    return Arrays.stream(values())
        .filter(value -> value.id().equals(id))
        .map(Work::label)
        .findFirst()
        .orElse(id);
  }

  /** For options and raw results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For readers. */
  public String label() {
    return label;
  }

  public Task task() {
    return task;
  }

  /** Deletes the locks that calls that were cut off have left behind; they would last for long. */
  public static void clearLocks(UnifiedJedis redis) {
    for (String pattern : LOCKS) {
      redis.keys(pattern).forEach(redis::del);
    }
  }

  /** Deletes the data of all works. */
  public static void clearAll(UnifiedJedis redis) {
    for (Work work : values()) {
      redis.del(work.task.keys.toArray(String[]::new));
    }
    redis.del(Keys.LIMIT);
  }
}
