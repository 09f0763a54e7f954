package dev.redisatomic.benchmarks.migration;

import org.redisson.api.RAtomicLong;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

record WithLock(RedissonClient redisson) {

  public boolean take(String product) {
    RLock lock = redisson.getLock("lock:" + product);
    lock.lock();
    try {
      RAtomicLong left = redisson.getAtomicLong("stock:" + product);
      if (left.get() < 1) {
        return false;
      }
      left.decrementAndGet();
      redisson.getList("taken", StringCodec.INSTANCE).add(product);
      return true;
    } finally {
      lock.unlock();
    }
  }
}
