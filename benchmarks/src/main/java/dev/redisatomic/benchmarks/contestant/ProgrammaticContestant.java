package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.RedisAtomicOperations;
import java.util.List;

/** Redis Atomic without annotations: the same bodies, on an object that has no proxy. */
final class ProgrammaticContestant implements Contestant {

  private final RedisAtomicOperations atomic;
  private final AtomicService bodies;

  ProgrammaticContestant(RedisAtomicOperations atomic, AtomicService bodies) {
    this.atomic = atomic;
    this.bodies = bodies;
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    return atomic.execute(
        () -> bodies.transfer(from, to, amount, attempt), Keys.account(from), Keys.account(to));
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

  @Override
  public boolean reserve(String product, Runnable attempt) {
    return atomic.execute(() -> bodies.reserve(product, attempt), Keys.stock(product));
  }
}
