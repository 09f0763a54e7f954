package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * A kind of work. Its data are keys with a number each, unless it says otherwise; an entry of the
 * ledger says by how much the numbers of one group of keys must have changed.
 */
public class Task {

  /** A balance that nobody runs out of. */
  static final long MUCH = 1_000_000;

  private final List<List<String>> groups;
  private final int hotEntries;
  private final long initial;
  private final Calling calling;

  /** One call of the contestant, noted if it returns. */
  protected interface Calling {
    void call(Task task, Contestant contestant, Caller caller);
  }

  /**
   * A task on so many groups as there are keys for.
   *
   * @param hotEntries how many groups are used if all calls want the same few
   * @param initial every number before the first call
   */
  protected Task(List<String> keys, int groupSize, int hotEntries, long initial, Calling calling) {
    this.groups =
        IntStream.range(0, keys.size() / groupSize)
            .mapToObj(i -> keys.subList(i * groupSize, (i + 1) * groupSize))
            .toList();
    this.hotEntries = hotEntries;
    this.initial = initial;
    this.calling = calling;
  }

  /** The size of the ledger, which is also that of the data. */
  public int entries(boolean hot) {
    return hot ? hotEntries : groups.size();
  }

  final List<String> group(int entry) {
    return groups.get(entry);
  }

  final List<String> keys(int entries) {
    return groups.subList(0, entries).stream().flatMap(List::stream).toList();
  }

  /** Writes the data anew, with the limit that some transfers read. */
  public void prepare(UnifiedJedis redis, int entries) {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      keys(entries).forEach(key -> pipeline.set(key, Long.toString(initial)));
      pipeline.set(Keys.LIMIT, Long.toString(MUCH));
    }
  }

  public final void call(Contestant contestant, Caller caller) {
    calling.call(this, contestant, caller);
  }

  /** Compares the data with what the callers noted. */
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    List<Response<String>> values;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      values = keys(ledger.length).stream().map(pipeline::get).toList();
    }
    int groupSize = values.size() / ledger.length;
    Invariant all = Invariant.HELD;
    for (int i = 0; i < values.size(); i++) {
      all = all.plus(deviation(values.get(i).get(), initial + ledger[i / groupSize]));
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

    public boolean held() {
      return wrong == 0;
    }

    public Invariant plus(Invariant other) {
      return new Invariant(wrong + other.wrong, by + other.by, total + other.total);
    }
  }
}
