package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.result.Invariant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** Numbers under plain keys. */
final class Values {

  private Values() {}

  static void set(RedisClient redis, List<String> keys, long value) {
    String[] keysAndValues = new String[2 * keys.size()];
    Arrays.fill(keysAndValues, Long.toString(value));
    for (int i = 0; i < keys.size(); i++) {
      keysAndValues[2 * i] = keys.get(i);
    }
    redis.mset(keysAndValues);
  }

  static void delete(RedisClient redis, List<String> keys) {
    redis.del(keys.toArray(new String[0]));
  }

  /**
   * @param initial the value of each key before the calls
   * @param ledger by how much each must have changed
   */
  static Invariant compare(RedisClient redis, List<String> keys, long initial, long[] ledger) {
    List<String> values = redis.mget(keys.toArray(new String[0]));
    Invariant all = Invariant.HELD;
    for (int i = 0; i < ledger.length; i++) {
      all = all.plus(deviation(values.get(i), initial + ledger[i]));
    }
    return all;
  }

  static Invariant deviation(@Nullable String value, long expected) {
    long deviation = (value == null ? 0 : Long.parseLong(value)) - expected;
    return deviation == 0 ? Invariant.HELD : new Invariant(1, Math.abs(deviation), deviation);
  }
}
