package dev.redisatomic.benchmarks.work;

import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.result.Invariant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;

/**
 * Five values as they are at one moment. Somebody else keeps writing all five of a group at once,
 * about a thousand times a second, so values that differ were not read at one moment.
 */
final class Snapshot implements Task {

  private static final Groups READINGS = new Groups("reading:");
  private static final long PAUSE_NANOS = 1_000_000;

  @Override
  public int entries(boolean hot) {
    return Groups.count(hot);
  }

  @Override
  public void prepare(RedisClient redis, int entries) {
    Values.set(redis, READINGS.keys(entries), 0);
  }

  /** The ledger has the torn snapshots. */
  @Override
  public void call(Contestant contestant, Caller caller) {
    int group = caller.choose(caller.ledger().length);
    List<String> values = contestant.snapshot(READINGS.get(group), caller.attempts());
    if (values.size() != Groups.SIZE || new HashSet<>(values).size() != 1) {
      caller.note(group, 1);
    }
  }

  @Override
  public Invariant verify(RedisClient redis, long[] ledger) {
    long torn = 0;
    for (long ofGroup : ledger) {
      torn += ofGroup;
    }
    return new Invariant(torn, torn, 0);
  }

  @Override
  public Disturbance disturb(RedisClient redis, int entries) {
    AtomicBoolean ended = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!ended.get()) {
                write(redis, READINGS.get(ThreadLocalRandom.current().nextInt(entries)));
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            "snapshot-writer");
    writer.start();
    return () -> {
      ended.set(true);
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void write(RedisClient redis, List<String> group) {
    try (AbstractTransaction transaction = redis.multi()) {
      group.forEach(transaction::incr);
      transaction.exec();
    }
  }

  @Override
  public void clear(RedisClient redis) {
    Values.delete(redis, READINGS.keys());
  }
}
