package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.redisson.api.RBucket;
import org.redisson.api.RTransaction;
import org.redisson.api.RedissonClient;
import org.redisson.api.TransactionOptions;

/**
 * Redisson's transactions with their default options, rolled back when anything throws. They lock
 * what they write and read what is committed, so a value may have changed between its read and the
 * write that was made of it. There are no counters in them: an increment is a read and a write.
 */
record RTransactionContestant(RedissonClient redisson) implements Contestant {

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    return transactionally(
        attempt,
        transaction -> {
          RBucket<String> source = transaction.getBucket(Contestant.account(from));
          RBucket<String> destination = transaction.getBucket(Contestant.account(to));
          long balance = Long.parseLong(source.get());
          if (balance < amount) {
            return false;
          }
          source.set(Long.toString(balance - amount));
          destination.set(Long.toString(Long.parseLong(destination.get()) + amount));
          return true;
        });
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    return transactionally(
        attempt,
        transaction -> {
          Map<String, String> values = transaction.getBuckets().get(keys.toArray(new String[0]));
          return keys.stream().map(values::get).toList();
        });
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    transactionally(
        attempt,
        transaction -> {
          for (String key : keys) {
            RBucket<String> counter = transaction.getBucket(key);
            counter.set(Long.toString(Long.parseLong(counter.get()) + 1));
          }
          return true;
        });
  }

  private <T> T transactionally(Runnable attempt, Function<RTransaction, T> body) {
    attempt.run();
    RTransaction transaction = redisson.createTransaction(TransactionOptions.defaults());
    try {
      T result = body.apply(transaction);
      transaction.commit();
      return result;
    } catch (RuntimeException e) {
      transaction.rollback();
      throw e;
    }
  }
}
