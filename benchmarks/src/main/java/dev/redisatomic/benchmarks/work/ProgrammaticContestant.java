package dev.redisatomic.benchmarks.work;

import dev.redisatomic.RedisAtomicOperations;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis Atomic without annotations: the same bodies, on an object that has no proxy. */
public final class ProgrammaticContestant implements Contestant {

  private final RedisAtomicOperations atomic;
  private final AtomicService bodies;

  ProgrammaticContestant(RedisAtomicOperations atomic, StringRedisTemplate redis) {
    this.atomic = atomic;
    this.bodies = new AtomicService(redis);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    return atomic.execute(
        () -> bodies.transfer(from, to, amount, attempt),
        Contestant.account(from),
        Contestant.account(to));
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    return atomic.execute(() -> bodies.snapshot(keys, attempt));
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    atomic.execute(
        () -> {
          bodies.increment(keys, attempt);
          return true;
        });
  }
}
