package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Keys;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** What the contestants are asked to do. */
public enum Work {
  TRANSFER("transfer", "Funds transfer", new Transfer()),
  SNAPSHOT("snapshot", "Snapshot of 5 keys", new Snapshot()),
  INCREMENT("increment", "Write-only increment of 5 keys", new Increment()),
  HASH("hash", "Hash update: one field read, two written", new Hash());

  private static final List<String> LOCKS =
      List.of(
          Keys.LOCK_PREFIX + "*",
          "account:*:transaction_lock",
          "counter:*:transaction_lock",
          "stock:*:transaction_lock");

  private final String id;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Task task;

  Work(String id, String label, Task task) {
    this.id = id;
    this.label = label;
    this.task = task;
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
