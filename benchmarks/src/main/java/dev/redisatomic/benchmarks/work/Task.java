package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * What is done on some keys, and whether it was done rightly. Each key has a number, unless a task
 * says otherwise, and an entry of the ledger, which says by how much the calls that returned must
 * have changed that number.
 */
public class Task {

  /** A balance that nobody runs out of. */
  static final long MUCH = 1_000_000;

  final List<String> keys;
  private final int hot;
  private final long initial;
  private final Calling calling;

  /** Makes one call, and notes what it must have changed if it returns. */
  interface Calling {
    void call(Contestant contestant, Caller caller);
  }

  /**
   * A task on all the keys, or on the first of them.
   *
   * @param hot how many keys are used if all calls want the same few
   * @param initial every number before the first call
   */
  Task(List<String> keys, int hot, long initial, Calling calling) {
    this.keys = keys;
    this.hot = hot;
    this.initial = initial;
    this.calling = calling;
  }

  /** How many keys are used, which is the size of the ledger. */
  public final int entries(boolean hot) {
    return hot ? this.hot : keys.size();
  }

  public final void call(Contestant contestant, Caller caller) {
    calling.call(contestant, caller);
  }

  /** Writes the data anew, with the limit that some transfers read. */
  public void prepare(UnifiedJedis redis, int entries) {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      keys.subList(0, entries).forEach(key -> pipeline.set(key, Long.toString(initial)));
      pipeline.set(Keys.LIMIT, Long.toString(MUCH));
    }
  }

  /** Compares the data with what the callers noted. */
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    List<Response<String>> values;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      values = keys.subList(0, ledger.length).stream().map(pipeline::get).toList();
    }
    return IntStream.range(0, ledger.length)
        .mapToObj(i -> deviation(values.get(i).get(), initial + ledger[i]))
        .reduce(Invariant.HELD, Invariant::plus);
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
