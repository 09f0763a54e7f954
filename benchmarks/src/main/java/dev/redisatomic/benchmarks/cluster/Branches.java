package dev.redisatomic.benchmarks.cluster;

import dev.redisatomic.benchmarks.contestant.Attempts;
import dev.redisatomic.benchmarks.contestant.Contestant;
import dev.redisatomic.benchmarks.contestant.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import redis.clients.jedis.UnifiedJedis;

/** Accounts in many slots: those of a branch share one, and money stays in its branch. */
final class Branches implements AutoCloseable {

  private static final int BRANCHES = 200;
  private static final int ACCOUNTS = 5;

  private static final long OPENING_BALANCE = 1_000_000_000;

  private final UnifiedJedis redis;
  private final Contestant bank;

  /** Both are closed with it. */
  Branches(UnifiedJedis redis, Contestant bank) {
    this.redis = redis;
    this.bank = bank;
    for (int branch = 0; branch < BRANCHES; branch++) {
      keys(branch).forEach(key -> redis.set(key, Long.toString(OPENING_BALANCE)));
    }
  }

  private static String account(int branch, int number) {
    return number + "{branch-" + branch + "}";
  }

  private static List<String> keys(int branch) {
    return IntStream.range(0, ACCOUNTS)
        .mapToObj(number -> Keys.account(account(branch, number)))
        .toList();
  }

  /** Transfers on so many threads for so long; says how many there were per second. */
  double transfer(int threads, Duration window) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      long end = start + window.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> transferUntil(end)));
      }
      long all = 0;
      for (Future<Long> count : counts) {
        all += count.get();
      }
      return all * 1e9 / (System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A transfer failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private long transferUntil(long end) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long count = 0;
    while (System.nanoTime() < end) {
      int branch = random.nextInt(BRANCHES);
      int from = random.nextInt(ACCOUNTS);
      int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      bank.transfer(account(branch, from), account(branch, to), 1, new Attempts());
      count++;
    }
    return count;
  }

  /** In how many branches the money is not what it was. */
  int wrong() {
    int wrong = 0;
    for (int branch = 0; branch < BRANCHES; branch++) {
      long sum =
          redis.mget(keys(branch).toArray(String[]::new)).stream().mapToLong(Long::parseLong).sum();
      wrong += sum == ACCOUNTS * OPENING_BALANCE ? 0 : 1;
    }
    return wrong;
  }

  @Override
  public void close() {
    bank.close();
    redis.close();
  }
}
