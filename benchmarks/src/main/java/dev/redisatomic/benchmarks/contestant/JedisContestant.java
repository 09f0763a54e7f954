package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import java.util.List;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;

/**
 * What people write by hand with Jedis: its documentation's {@code WATCH} with the reads on the
 * same connection, in a loop that begins again as soon as {@code EXEC} answers null. What needs no
 * loop gets none: increments go into {@code MULTI … EXEC}, and one {@code MGET} is a snapshot.
 */
final class JedisContestant implements Contestant {

  private final RedisClient jedis;

  JedisContestant(Address address, int poolSize) {
    jedis = JedisPool.open(address, poolSize);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Attempts attempts) {
    String source = Keys.account(from);
    String destination = Keys.account(to);
    while (true) {
      attempts.begin();
      try (AbstractTransaction transaction = jedis.transaction(false)) {
        transaction.watch(source, destination);
        if (Long.parseLong(transaction.get(source).get()) < amount) {
          return false;
        }
        transaction.multi();
        transaction.decrBy(source, amount);
        transaction.incrBy(destination, amount);
        if (transaction.exec() != null) {
          return true;
        }
      }
    }
  }

  @Override
  public List<String> snapshot(List<String> keys, Attempts attempts) {
    attempts.begin();
    return jedis.mget(keys.toArray(new String[0]));
  }

  @Override
  public void increment(List<String> keys, Attempts attempts) {
    attempts.begin();
    try (AbstractTransaction transaction = jedis.multi()) {
      for (String key : keys) {
        transaction.incr(key);
      }
      transaction.exec();
    }
  }

  @Override
  public boolean reserve(String product, Attempts attempts) {
    String key = Keys.stock(product);
    while (true) {
      attempts.begin();
      try (AbstractTransaction transaction = jedis.transaction(false)) {
        transaction.watch(key);
        if (Long.parseLong(transaction.hget(key, Keys.AVAILABLE).get()) < 1) {
          return false;
        }
        transaction.multi();
        transaction.hincrBy(key, Keys.AVAILABLE, -1);
        transaction.hincrBy(key, Keys.RESERVED, 1);
        if (transaction.exec() != null) {
          return true;
        }
      }
    }
  }

  @Override
  public void close() {
    jedis.close();
  }
}
