package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Keys;
import dev.redisatomic.benchmarks.result.Invariant;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/** Money from one account to another: one of 1,000, or always the same two. */
final class Transfer implements Task {

  private static final int ACCOUNTS = 1_000;
  private static final int HOT_ACCOUNTS = 2;
  private static final int LARGEST_AMOUNT = 10;

  /** Enough for nobody to be refused. */
  private static final long INITIAL = 1_000_000;

  private static final List<String> IDS =
      IntStream.range(0, ACCOUNTS).mapToObj(Integer::toString).toList();
  private static final List<String> KEYS = IDS.stream().map(Keys::account).toList();

  @Override
  public int entries(boolean hot) {
    return hot ? HOT_ACCOUNTS : ACCOUNTS;
  }

  @Override
  public void prepare(RedisClient redis, int entries) {
    Values.set(redis, KEYS.subList(0, entries), INITIAL);
  }

  @Override
  public void call(Contestant contestant, Caller caller) {
    int accounts = caller.ledger().length;
    int from = caller.choose(accounts);
    int to = (from + 1 + caller.choose(accounts - 1)) % accounts;
    long amount = 1L + caller.choose(LARGEST_AMOUNT);
    if (contestant.transfer(IDS.get(from), IDS.get(to), amount, caller.attempts())) {
      caller.note(from, -amount);
      caller.note(to, amount);
    }
  }

  @Override
  public Invariant verify(RedisClient redis, long[] ledger) {
    return Values.compare(redis, KEYS.subList(0, ledger.length), INITIAL, ledger);
  }

  @Override
  public void clear(RedisClient redis) {
    Values.delete(redis, KEYS);
  }
}
