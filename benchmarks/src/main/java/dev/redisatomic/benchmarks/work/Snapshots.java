package dev.redisatomic.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.UnifiedJedis;

/**
 * Five values as they are at one moment. Somebody else keeps writing all five of a group at once,
 * about a thousand times a second, so values that differ were not read at one moment. The ledger
 * has the torn snapshots.
 */
final class Snapshots extends Task {

  private static final List<String> READINGS =
      Keys.IDS.stream().map(id -> "reading:" + id).toList();
  private static final long PAUSE_NANOS = 1_000_000;

  Snapshots() {
    super(READINGS, Keys.GROUP, 0, Snapshots::snapshot);
  }

  private static void snapshot(Contestant contestant, Caller caller) {
    int first = caller.chooseGroup();
    List<String> values = contestant.snapshot(group(first), caller.attempt());
    if (values.size() != Keys.GROUP || values.stream().distinct().count() != 1) {
      caller.note(first, 1);
    }
  }

  private static List<String> group(int first) {
    return READINGS.subList(first, first + Keys.GROUP);
  }

  @Override
  public Invariant verify(UnifiedJedis redis, long[] ledger) {
    long torn = Arrays.stream(ledger).sum();
    return new Invariant(torn, torn, 0);
  }

  @Override
  public Runnable disturb(UnifiedJedis redis, int entries) {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              while (!ended.get()) {
                int groups = entries / Keys.GROUP;
                write(redis, group(ThreadLocalRandom.current().nextInt(groups) * Keys.GROUP));
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            writer -> new Thread(writer, "snapshot-writer").start());
    return () -> {
      ended.set(true);
      writing.join();
    };
  }

  private static void write(UnifiedJedis redis, List<String> group) {
    try (AbstractTransaction transaction = redis.multi()) {
      group.forEach(transaction::incr);
      transaction.exec();
    }
  }
}
