package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Caller;
import dev.redisatomic.benchmarks.work.Contestant;
import dev.redisatomic.benchmarks.work.Keys;
import dev.redisatomic.benchmarks.work.Task;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.UnifiedJedis;

/** Accounts in many slots: the five of a branch share one, and money stays in its branch. */
final class Branches extends Task {

  private static final int SIZE = 5;
  private static final long BALANCE = 1_000_000_000; // Nobody runs out of it.

  private static final List<String> ACCOUNTS =
      IntStream.range(0, 200 * SIZE).mapToObj(i -> i % SIZE + "{branch-" + i / SIZE + "}").toList();

  Branches() {
    super(
        ACCOUNTS.stream().map(Keys::account).toList(),
        1,
        ACCOUNTS.size(),
        BALANCE,
        Branches::transfer);
  }

  private static void transfer(Task task, Contestant contestant, Caller caller) {
    int from = caller.choose(ACCOUNTS.size());
    int first = from - from % SIZE;
    int to = first + (from + 1 + caller.choose(SIZE - 1)) % SIZE;
    contestant.transfer(ACCOUNTS.get(from), ACCOUNTS.get(to), 1, caller.attempt());
    caller.note(from, -1);
    caller.note(to, 1);
  }

  /** In how many branches the money is not where the calls have put it. */
  @Override
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    Invariant all = Invariant.HELD;
    for (int first = 0; first < ledger.length; first += SIZE) {
      String[] keys =
          ACCOUNTS.subList(first, first + SIZE).stream().map(Keys::account).toArray(String[]::new);
      List<String> balances = redis.mget(keys);
      long by = 0;
      for (int i = 0; i < SIZE; i++) {
        by += Math.abs(Long.parseLong(balances.get(i)) - BALANCE - ledger[first + i]);
      }
      all = all.plus(by == 0 ? Invariant.HELD : new Invariant(1, by, 0));
    }
    return all;
  }
}
