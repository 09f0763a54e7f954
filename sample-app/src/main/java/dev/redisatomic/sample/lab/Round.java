package dev.redisatomic.sample.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One contestant under load. The load is the same in every round, down to each amount. */
class Round {

  private static final int MILLIS_BETWEEN_LOOKS = 2;

  private final Load load;
  private final Contestant contestant;
  private final Accounts accounts;
  private final BooleanSupplier stopped;
  private final Consumer<Standing> follower;
  private final Tally tally = new Tally();
  private final Audit audit;

  /** The follower is told after each look, on the thread that runs the round: it must be quick. */
  Round(
      StringRedisTemplate redis,
      Load load,
      Contestant contestant,
      BooleanSupplier stopped,
      Consumer<Standing> follower) {
    this.load = load;
    this.contestant = contestant;
    this.accounts = new Accounts(redis, load.branches(), load.accounts());
    this.stopped = stopped;
    this.follower = follower;
    this.audit = new Audit(accounts, load);
  }

  Result run() throws InterruptedException {
    accounts.open(load.openingBalance());
    try {
      Duration elapsed = transferOnAllThreads();
      Counts counts = tally.counts();
      return new Result(
          contestant,
          load.money(),
          audit.money(),
          counts.done(),
          counts.refused(),
          counts.gaveUp(),
          accounts.transfers(),
          counts.retries(),
          audit.looks(),
          audit.wrongTotals(),
          audit.overdrafts(),
          elapsed);
    } finally {
      accounts.delete();
    }
  }

  private Duration transferOnAllThreads() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(load.threads());
    CountDownLatch running = new CountDownLatch(load.threads());
    List<Future<?>> clients = new ArrayList<>();
    try {
      long start = System.nanoTime();
      for (int client = 0; client < load.threads(); client++) {
        SplittableRandom random = new SplittableRandom(client);
        clients.add(threads.submit(() -> transfer(random, running)));
      }
      while (!running.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        audit.look();
        follower.accept(standing(since(start), false));
      }
      Duration elapsed = since(start);
      for (Future<?> client : clients) {
        client.get();
      }
      audit.look();
      follower.accept(standing(elapsed, true));
      return elapsed;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The round of " + contestant.name() + " failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void transfer(SplittableRandom random, CountDownLatch running) {
    try {
      for (int i = 0; i < load.transfersPerThread() && !stopped.getAsBoolean(); i++) {
        int branch = random.nextInt(load.branches());
        int from = random.nextInt(load.accounts());
        int to = (from + 1 + random.nextInt(load.accounts() - 1)) % load.accounts();
        long amount = random.nextLong(1, load.openingBalance() + 1);
        tally.call(
            contestant.transfer(), accounts.name(branch, from), accounts.name(branch, to), amount);
        TimeUnit.NANOSECONDS.sleep(load.thinkTime().toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.countDown();
    }
  }

  private Standing standing(Duration elapsed, boolean ended) {
    return new Standing(
        tally.counts(), audit.money(), audit.looks(), audit.wrongTotals(), elapsed, ended);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
