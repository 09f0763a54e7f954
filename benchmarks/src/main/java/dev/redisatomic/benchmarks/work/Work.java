package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** What the contestants are asked to do. */
public enum Work {
  /** Money from one account to another: one of 1,000, or always the same two. */
  TRANSFER(
      "transfer",
      "Funds transfer",
      new Task(Keys.of(Keys::account), 1, 2, Task.MUCH, transfer(Contestant::transfer))),
  /** A transfer that an outer method calls, which knows no keys; of 1,000 accounts, or four. */
  NESTED(
      "nested",
      "Nested transfer",
      new Task(
          Keys.of(Keys::account),
          1,
          4,
          Task.MUCH,
          transfer(
              (by, from, to, amount, attempt) ->
                  by.outer(() -> by.transfer(from, to, amount, attempt))))),
  CONFIG(
      "config",
      "Transfer and a key that all declare and read",
      new Limited(transfer(Contestant::limitedTransfer))),
  CONFIG_UNDECLARED(
      "config-undeclared",
      "Transfer and a key that all read, undeclared",
      new Limited(transfer(Contestant::undeclaredLimit))),
  SNAPSHOT("snapshot", "Snapshot of 5 keys", new Snapshot()),
  /** One more on each of five counters, of 200 such groups or always the same. */
  INCREMENT(
      "increment",
      "Write-only increment of 5 keys",
      new Task(Keys.of(id -> "counter:" + id), 5, 1, 0, Work::increment)),
  HASH("hash", "Hash update: one field read, two written", new Hash());

  /** The works that tell something of hot keys, and of nothing else. */
  private static final Set<Work> ABOUT_HOT_KEYS = Set.of(NESTED, CONFIG, CONFIG_UNDECLARED);

  private static final List<String> LOCKS =
      List.of(
          Keys.LOCK_PREFIX + "*",
          "account:*:transaction_lock",
          "counter:*:transaction_lock",
          "stock:*:transaction_lock");

  private static final int LARGEST_AMOUNT = 10;

  private final String id;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Task task;

  Work(String id, String label, Task task) {
    this.id = id;
    this.label = label;
    this.task = task;
  }

  private interface Transfer {
    boolean make(Contestant by, String from, String to, long amount, Runnable attempt);
  }

  private static Task.Calling transfer(Transfer transfer) {
    return (task, by, caller) -> {
      int accounts = caller.ledger().length;
      int from = caller.choose(accounts);
      int to = (from + 1 + caller.choose(accounts - 1)) % accounts;
      long amount = 1L + caller.choose(LARGEST_AMOUNT);
      if (transfer.make(by, Keys.IDS.get(from), Keys.IDS.get(to), amount, caller.attempt())) {
        caller.note(from, -amount);
        caller.note(to, amount);
      }
    };
  }

  /** Transfers that also read how much they may move at the most. */
  private static final class Limited extends Task {

    Limited(Calling calling) {
      super(Keys.of(Keys::account), 1, 2, MUCH, calling);
    }

    @Override
    public void prepare(UnifiedJedis redis, int entries) {
      super.prepare(redis, entries);
      redis.set(Keys.LIMIT, Long.toString(MUCH));
    }

    @Override
    void clear(UnifiedJedis redis) {
      super.clear(redis);
      redis.del(Keys.LIMIT);
    }
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
        .filter(value -> value.id.equals(id))
        .map(Work::label)
        .findFirst()
        .orElse(id);
  }

  /** For options and raw results. */
  public String id() {
    return id;
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
      work.task.clear(redis);
    }
  }
}
