package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.UnifiedJedis;

/**
 * Five values as they are at one moment. Somebody else keeps writing all five of a group at once,
 * about a thousand times a second, so values that differ were not read at one moment.
 */
final class Snapshot extends Task {

  private static final int SIZE = 5;
  private static final long PAUSE_NANOS = 1_000_000;

  Snapshot() {
    super(Keys.of(id -> "reading:" + id), SIZE, 1, 0, Snapshot::snapshot);
  }

  /** The ledger has the torn snapshots. */
  private static void snapshot(Task task, Contestant contestant, Caller caller) {
    int group = caller.choose(caller.ledger().length);
    List<String> values = contestant.snapshot(task.group(group), caller.attempt());
    if (values.size() != SIZE || new HashSet<>(values).size() != 1) {
      caller.note(group, 1);
    }
  }

  @Override
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    long torn = Arrays.stream(ledger).sum();
    return new Invariant(torn, torn, 0);
  }

  @Override
  public Runnable disturb(UnifiedJedis redis, int entries) {
    AtomicBoolean ended = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!ended.get()) {
                write(redis, group(ThreadLocalRandom.current().nextInt(entries)));
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

  private static void write(UnifiedJedis redis, List<String> group) {
    try (AbstractTransaction transaction = redis.multi()) {
      group.forEach(transaction::incr);
      transaction.exec();
    }
  }
}
