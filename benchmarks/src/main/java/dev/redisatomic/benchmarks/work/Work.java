package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** What the contestants are asked to do. */
public enum Work {
  /** Money from one account to another: one of 1,000, or always the same two. */
  TRANSFER("Funds transfer", accounts(2, Contestant::transfer)),
  /** A transfer that an outer method calls, which knows no keys; of 1,000 accounts, or four. */
  NESTED(
      "Nested transfer",
      accounts(
          4,
          (by, from, to, amount, attempt) ->
              by.outer(() -> by.transfer(from, to, amount, attempt)))),
  CONFIG("Transfer and a key that all declare and read", accounts(2, Contestant::limitedTransfer)),
  CONFIG_UNDECLARED(
      "Transfer and a key that all read, undeclared", accounts(2, Contestant::undeclaredLimit)),
  SNAPSHOT("Snapshot of 5 keys", new Snapshot()),
  /** One more on each of five counters, of 200 such groups or always the same. */
  INCREMENT(
      "Write-only increment of 5 keys",
      new Task(Keys.of(id -> "counter:" + id), 5, 1, 0, Work::increment)),
  HASH("Hash update: one field read, two written", new Hash());

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

  private static Task accounts(int hotEntries, Transfer transfer) {
    return new Task(
        Keys.of(Keys::account),
        1,
        hotEntries,
        Task.MUCH,
        (task, by, caller) -> {
          int accounts = caller.ledger().length;
          int from = caller.choose(accounts);
          int to = (from + 1 + caller.choose(accounts - 1)) % accounts;
          long amount = 1L + caller.choose(10);
          if (transfer.make(by, Keys.IDS.get(from), Keys.IDS.get(to), amount, caller.attempt())) {
            caller.note(from, -amount);
            caller.note(to, amount);
          }
        });
  }

  private static void increment(Task task, Contestant contestant, Caller caller) {
    int group = caller.choose(caller.ledger().length);
    contestant.increment(task.group(group), caller.attempt());
    caller.note(group, 1);
  }

  /** Whether only those who are compared on hot keys do it. */
  public boolean isAboutHotKeys() {
    return ABOUT_HOT_KEYS.contains(this);
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
      redis.del(work.task.keys(work.task.entries(false)).toArray(String[]::new));
    }
    redis.del(Keys.LIMIT);
  }
}
