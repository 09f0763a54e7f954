package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.function.Predicate;
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
    return transfer(from, to, amount, attempt, List.of());
  }

  @Override
  public boolean limitedTransfer(String from, String to, long amount, Runnable attempt) {
    return transfer(from, to, amount, attempt, List.of(Keys.LIMIT));
  }

  private boolean transfer(
      String from, String to, long amount, Runnable attempt, List<String> limits) {
    String source = Keys.account(from);
    String destination = Keys.account(to);
    String[] keys =
        Stream.concat(limits.stream(), Stream.of(source, destination)).toArray(String[]::new);
    return untilCommitted(
        attempt,
        transaction -> {
          transaction.watch(keys);
          for (String limit : limits) {
            if (Long.parseLong(transaction.get(limit).get()) < amount) {
              return false;
            }
          }
          if (Long.parseLong(transaction.get(source).get()) < amount) {
            return false;
          }
          transaction.multi();
          transaction.decrBy(source, amount);
          transaction.incrBy(destination, amount);
          return true;
        });
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
      for (String key : keys) {
        transaction.incr(key);
      }
      transaction.exec();
    }
  }

  @Override
  public boolean reserve(String product, Runnable attempt) {
    String key = Keys.stock(product);
    return untilCommitted(
        attempt,
        transaction -> {
          transaction.watch(key);
          if (Long.parseLong(transaction.hget(key, Keys.AVAILABLE).get()) < 1) {
            return false;
          }
          transaction.multi();
          transaction.hincrBy(key, Keys.AVAILABLE, -1);
          transaction.hincrBy(key, Keys.RESERVED, 1);
          return true;
        });
  }

  /** The body says whether it has written anything. */
  private boolean untilCommitted(Runnable attempt, Predicate<AbstractTransaction> body) {
    while (true) {
      attempt.run();
      try (AbstractTransaction transaction = jedis.transaction(false)) {
        if (!body.test(transaction)) {
          return false;
        }
        if (transaction.exec() != null) {
          return true;
        }
      }
    }
  }
}
