package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.Invariant;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** One more on each of five counters, of 200 such groups or always the same. */
final class Increment implements Task {

  private static final Groups COUNTERS = new Groups("counter:");

  @Override
  public int entries(boolean hot) {
    return Groups.count(hot);
  }

  @Override
  public void prepare(RedisClient redis, int entries) {
    Values.set(redis, COUNTERS.keys(entries), 0);
  }

  @Override
  public void call(Contestant contestant, Caller caller) {
    int group = caller.choose(caller.ledger().length);
    contestant.increment(COUNTERS.get(group), caller.attempts());
    caller.note(group, 1);
  }

  @Override
  public Invariant verify(RedisClient redis, long[] ledger) {
    List<String> keys = COUNTERS.keys(ledger.length);
    List<String> counts = redis.mget(keys.toArray(new String[0]));
    Invariant all = Invariant.HELD;
    for (int i = 0; i < keys.size(); i++) {
      all = all.plus(Values.deviation(counts.get(i), ledger[i / Groups.SIZE]));
    }
    return all;
  }

  @Override
  public void clear(RedisClient redis) {
    Values.delete(redis, COUNTERS.keys());
  }
}
