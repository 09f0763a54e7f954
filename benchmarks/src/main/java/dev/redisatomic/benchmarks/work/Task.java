package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.Invariant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * A kind of work. Its data are keys with a number each, unless it says otherwise; an entry of the
 * ledger says by how much the numbers of one group of keys must have changed.
 */
public abstract class Task {

  final List<String> keys;
  private final List<List<String>> groups;
  private final int groupSize;
  private final int hotEntries;
  private final long initial;

  /**
   * A task on so many groups as there are keys for.
   *
   * @param hotEntries how many groups are used if all calls want the same few
   * @param initial every number before the first call
   */
  protected Task(List<String> keys, int groupSize, int hotEntries, long initial) {
    this.keys = keys;
    this.groups =
        IntStream.range(0, keys.size() / groupSize)
            .mapToObj(i -> keys.subList(i * groupSize, (i + 1) * groupSize))
            .toList();
    this.groupSize = groupSize;
    this.hotEntries = hotEntries;
    this.initial = initial;
  }

  /** The size of the ledger, which is also that of the data. */
  public int entries(boolean hot) {
    return hot ? hotEntries : groups.size();
  }

  final List<String> group(int entry) {
    return groups.get(entry);
  }

  /** Writes the data anew. */
  public void prepare(UnifiedJedis redis, int entries) {
    String[] keysAndValues = new String[2 * entries * groupSize];
    Arrays.fill(keysAndValues, Long.toString(initial));
    for (int i = 0; i < entries * groupSize; i++) {
      keysAndValues[2 * i] = keys.get(i);
    }
    redis.mset(keysAndValues);
  }

  /** One call of the contestant, noted if it returns. */
  public abstract void call(Contestant contestant, Caller caller);

  /** Compares the data with what the callers noted. */
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    List<String> used = keys.subList(0, ledger.length * groupSize);
    List<String> values = redis.mget(used.toArray(String[]::new));
    Invariant all = Invariant.HELD;
    for (int i = 0; i < values.size(); i++) {
      all = all.plus(deviation(values.get(i), initial + ledger[i / groupSize]));
    }
    return all;
  }

  static Invariant deviation(@Nullable String value, long expected) {
    long deviation = (value == null ? 0 : Long.parseLong(value)) - expected;
    return deviation == 0 ? Invariant.HELD : new Invariant(1, Math.abs(deviation), deviation);
  }

  /** Starts what goes on beside the calls; what it returns ends that. */
  public Runnable disturb(UnifiedJedis redis, int entries) {
    return () -> {};
  }

  final void clear(UnifiedJedis redis) {
    redis.del(keys.toArray(String[]::new));
  }
}
