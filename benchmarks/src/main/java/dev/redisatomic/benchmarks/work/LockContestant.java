package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/**
 * Redisson's locks around plain reads and writes: an {@code RLock} per key, one after the other,
 * always in the same order. (A {@code MultiLock} does the same in as many round trips, but does not
 * heed interrupts.) A reader locks too: the writes of others leave one by one.
 */
record LockContestant(RedissonClient redisson) implements Contestant {

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    attempt.run();
    String source = Contestant.account(from);
    String destination = Contestant.account(to);
    return locked(
        List.of(source, destination),
        () -> {
          if (redisson.getAtomicLong(source).get() < amount) {
            return false;
          }
          redisson.getAtomicLong(source).addAndGet(-amount);
          redisson.getAtomicLong(destination).addAndGet(amount);
          return true;
        });
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    Map<String, String> values =
        locked(keys, () -> redisson.getBuckets().get(keys.toArray(new String[0])));
    return keys.stream().map(values::get).toList();
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    attempt.run();
    locked(
        keys,
        () -> {
          for (String key : keys) {
            redisson.getAtomicLong(key).incrementAndGet();
          }
          return true;
        });
  }

  private <T> T locked(List<String> keys, Supplier<T> body) {
    return lockedInOrder(keys.stream().sorted().toList(), body);
  }

  private <T> T lockedInOrder(List<String> keys, Supplier<T> body) {
    if (keys.isEmpty()) {
      return body.get();
    }
    RLock lock = redisson.getLock("lock:" + keys.get(0));
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a lock", e);
    }
    try {
      return lockedInOrder(keys.subList(1, keys.size()), body);
    } finally {
      lock.unlock();
    }
  }
}
