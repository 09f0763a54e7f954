package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;

/**
 * What people write by hand with Jedis: its documentation's {@code WATCH} with the reads on the
 * same connection, in a loop that begins again as soon as {@code EXEC} answers null. What needs no
 * loop gets none: increments go into {@code MULTI … EXEC}, and one {@code MGET} is a snapshot.
 */
record JedisContestant(RedisClient jedis) implements Contestant {

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    return transfer(List.of(Contestant.account(from)), Contestant.account(to), amount, attempt);
  }

  @Override
  public boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
    return transfer(
        List.of(Contestant.account(from), LIMIT), Contestant.account(to), amount, attempt);
  }

  /** From the first of the keys, all of which must hold as much. */
  private boolean transfer(List<String> checked, String to, long amount, Runnable attempt) {
    String[] watched = Stream.concat(checked.stream(), Stream.of(to)).toArray(String[]::new);
    while (true) {
      attempt.run();
      try (AbstractTransaction transaction = jedis.transaction(false)) {
        transaction.watch(watched);
        for (String key : checked) {
          if (Long.parseLong(transaction.get(key).get()) < amount) {
            return false;
          }
        }
        transaction.multi();
        transaction.decrBy(checked.get(0), amount);
        transaction.incrBy(to, amount);
        if (transaction.exec() != null) {
          return true;
        }
      }
    }
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    return jedis.mget(keys.toArray(new String[0]));
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    attempt.run();
    try (AbstractTransaction transaction = jedis.multi()) {
      keys.forEach(transaction::incr);
      transaction.exec();
    }
  }
}
