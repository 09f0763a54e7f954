package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.Invariant;
import redis.clients.jedis.RedisClient;

/** A kind of work. Stateless. */
interface Task {

  /** The size of the ledger, which is also that of the data. */
  int entries(boolean hot);

  /** Writes the data anew. */
  void prepare(RedisClient redis, int entries);

  /** One call of the contestant, noted if it returns. */
  void call(Contestant contestant, Caller caller);

  /** Compares the data with what the callers noted. */
  Invariant verify(RedisClient redis, long[] ledger);

  /** Deletes the data. */
  void clear(RedisClient redis);

  /** What goes on beside the calls, until it is closed. */
  default Disturbance disturb(RedisClient redis, int entries) {
    return () -> {};
  }
}
