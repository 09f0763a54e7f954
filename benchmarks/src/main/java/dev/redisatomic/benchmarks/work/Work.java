package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * What the contestants are asked to do, on 1,000 keys, or on the first few of them if all calls
 * want the same; and whether it was done rightly. Each key has a number and an entry of the ledger,
 * which says by how much the calls that returned must have changed that number.
 */
@SuppressWarnings("ImmutableEnumChecker") // They never change.
public enum Work {
  /** Money from one account to another. */
  TRANSFER("Funds transfer", 2, Contestant::transfer),
  /** A transfer that an outer method calls, which knows no keys. */
  NESTED(
      "Nested transfer",
      4,
      (by, from, to, amount, attempt) -> by.outer(() -> by.transfer(from, to, amount, attempt))),
  CONFIG("Transfer and a key that all declare and read", 2, Contestant::limitedTransfer),
  CONFIG_UNDECLARED("Transfer and a key that all read, undeclared", 2, Contestant::undeclaredLimit),
  /** Five values as they are at one moment. The ledger has those that were torn. */
  SNAPSHOT("Snapshot of 5 keys", "reading:", Work::snapshot),
  /** One more on each of five counters. */
  INCREMENT("Write-only increment of 5 keys", "counter:", Work::increment),
  /** Transfers in many slots: the five accounts of a branch share one. */
  BRANCHES(
      "Transfer within one of 200 branches",
      5,
      i -> i % 5 + "{branch-" + i / 5 + "}",
      5,
      Contestant::transfer);

  /** The works that all contestants do. */
  public static final List<Work> STANDARD = List.of(TRANSFER, SNAPSHOT, INCREMENT);

  private static final int KEYS = 1_000;

  /** How many readings or counters are used at once. */
  private static final int GROUP = 5;

  /** A number that nobody runs out of. */
  private static final long MUCH = 1_000_000;

  private static final long PAUSE_NANOS = 1_000_000;

  private final String label;
  private final int hot;
  private final List<String> keys;

  private final Calling calling;

  /** Makes one call, and notes what it must have changed if it returns. */
  private interface Calling {
    void call(Contestant by, Caller caller, List<String> keys);
  }

  private interface Transfer {
    boolean make(Contestant by, String from, String to, long amount, Runnable attempt);
  }

  Work(String label, String prefix, Calling calling) {
    this.label = label;
    this.hot = GROUP;
    this.keys = named(i -> prefix + i);
    this.calling = calling;
  }

  Work(String label, int hot, Transfer transfer) {
    this(label, hot, Integer::toString, KEYS, transfer);
  }

  /**
   * Transfers between accounts.
   *
   * @param branch how many accounts in a row keep their money among themselves
   */
  Work(String label, int hot, IntFunction<String> name, int branch, Transfer transfer) {
    List<String> accounts = named(name);
    this.label = label;
    this.hot = hot;
    this.keys = accounts.stream().map(Contestant::account).toList();
    this.calling =
        (by, caller, ignored) -> {
          int size = Math.min(branch, caller.entries());
          int from = caller.choose(caller.entries());
          int first = from - from % size;
          int to = first + (from - first + 1 + caller.choose(size - 1)) % size;
          long amount = 1L + caller.choose(10);
          if (transfer.make(by, accounts.get(from), accounts.get(to), amount, caller.attempt)) {
            caller.note(from, -amount);
            caller.note(to, amount);
          }
        };
  }

  private static List<String> named(IntFunction<String> name) {
    return IntStream.range(0, KEYS).mapToObj(name).toList();
  }

  private static void snapshot(Contestant by, Caller caller, List<String> readings) {
    int first = caller.choose(caller.entries() / GROUP) * GROUP;
    List<String> values = by.snapshot(group(readings, first), caller.attempt);
    if (values.size() != GROUP || values.stream().distinct().count() != 1) {
      caller.note(first, 1);
    }
  }

  private static void increment(Contestant by, Caller caller, List<String> counters) {
    int first = caller.choose(caller.entries() / GROUP) * GROUP;
    by.increment(group(counters, first), caller.attempt);
    for (int i = first; i < first + GROUP; i++) {
      caller.note(i, 1);
    }
  }

  private static List<String> group(List<String> keys, int first) {
    return keys.subList(first, first + GROUP);
  }

  /** The name for readers, or the one in the raw results if the program no longer knows it. */
  public static String label(String id) {
    return Arrays.stream(values())
        .filter(value -> value.id().equals(id))
        .map(value -> value.label)
        .findFirst()
        .orElse(id);
  }

  /** For options and raw results. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many keys are used, which is the size of the ledger. */
  public int entries(boolean hot) {
    return hot ? this.hot : KEYS;
  }

  void call(Contestant by, Caller caller) {
    calling.call(by, caller, keys);
  }

  /** Writes the data anew, with the limit that some transfers read. */
  public void prepare(UnifiedJedis redis, boolean hot) {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      keys.subList(0, entries(hot)).forEach(key -> pipeline.set(key, Long.toString(MUCH)));
      pipeline.set(Contestant.LIMIT, Long.toString(MUCH));
    }
  }

  /**
   * Starts what goes on beside the calls: somebody who keeps writing all five of a group of
   * readings at once, about a thousand times a second, so that values that differ were not read at
   * one moment.
   *
   * @return what ends it
   */
  public Runnable disturb(UnifiedJedis redis, boolean hot) {
    if (this != SNAPSHOT) {
      return () -> {};
    }
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              while (!ended.get()) {
                int group = ThreadLocalRandom.current().nextInt(entries(hot) / GROUP);
                try (AbstractTransaction transaction = redis.multi()) {
                  group(keys, group * GROUP).forEach(transaction::incr);
                  transaction.exec();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            writer -> new Thread(writer, "snapshot-writer").start());
    return () -> {
      ended.set(true);
      writing.join();
    };
  }

  /** Compares the data with what the callers noted. */
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    if (this == SNAPSHOT) {
      long torn = Arrays.stream(ledger).sum();
      return new Invariant(torn, torn, 0);
    }
    List<Response<String>> values;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      values = keys.subList(0, ledger.length).stream().map(pipeline::get).toList();
    }
    long[] deviations =
        IntStream.range(0, ledger.length)
            .mapToLong(i -> number(values.get(i).get()) - MUCH - ledger[i])
            .filter(deviation -> deviation != 0)
            .toArray();
    return new Invariant(
        deviations.length,
        Arrays.stream(deviations).map(Math::abs).sum(),
        Arrays.stream(deviations).sum());
  }

  private static long number(@Nullable String value) {
    return value == null ? 0 : Long.parseLong(value);
  }

  /**
   * What the data looked like after a round, compared with what the calls that returned must have
   * made of it.
   *
   * @param wrong values that were not as they should be; for snapshots, those that were torn
   * @param by the sum of their deviations, regardless of sign
   * @param total the sum of their deviations: what was made of nothing, or lost if it is negative
   */
  public record Invariant(long wrong, long by, long total) {

    public static final Invariant HELD = new Invariant(0, 0, 0);

    public Invariant plus(Invariant other) {
      return new Invariant(wrong + other.wrong, by + other.by, total + other.total);
    }
  }
}
