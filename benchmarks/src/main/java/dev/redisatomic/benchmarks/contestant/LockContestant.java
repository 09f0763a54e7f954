package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.benchmarks.server.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;

/**
 * Redisson's locks around plain reads and writes. One key has an {@code RLock}; several have the
 * {@code MultiLock} of theirs, always in the same order. A reader locks too: the writes of others
 * leave one by one. Each attempt gets its lock sooner or later.
 */
final class LockContestant implements Contestant {

  private final RedissonClient redisson;

  LockContestant(Address address, int poolSize) {
    redisson = RedissonConnections.open(address, poolSize);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Attempts attempts) {
    attempts.begin();
    String source = Keys.account(from);
    String destination = Keys.account(to);
    return locked(
        lockOf(List.of(source, destination)),
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
  public List<String> snapshot(List<String> keys, Attempts attempts) {
    attempts.begin();
    Map<String, String> values =
        locked(lockOf(keys), () -> redisson.getBuckets().get(keys.toArray(new String[0])));
    return keys.stream().map(values::get).toList();
  }

  @Override
  public void increment(List<String> keys, Attempts attempts) {
    attempts.begin();
    locked(
        lockOf(keys),
        () -> {
          for (String key : keys) {
            redisson.getAtomicLong(key).incrementAndGet();
          }
          return true;
        });
  }

  @Override
  public boolean reserve(String product, Attempts attempts) {
    attempts.begin();
    String key = Keys.stock(product);
    RMap<String, String> stock = redisson.getMap(key);
    return locked(
        lockOf(List.of(key)),
        () -> {
          if (Long.parseLong(stock.get(Keys.AVAILABLE)) < 1) {
            return false;
          }
          stock.addAndGet(Keys.AVAILABLE, -1);
          stock.addAndGet(Keys.RESERVED, 1);
          return true;
        });
  }

  private RLock lockOf(List<String> keys) {
    if (keys.size() == 1) {
      return redisson.getLock("lock:" + keys.get(0));
    }
    List<String> ordered = new ArrayList<>(keys);
    ordered.sort(null);
    return redisson.getMultiLock(
        ordered.stream().map(key -> redisson.getLock("lock:" + key)).toArray(RLock[]::new));
  }

  private static <T> T locked(RLock lock, Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    redisson.shutdown();
  }
}
