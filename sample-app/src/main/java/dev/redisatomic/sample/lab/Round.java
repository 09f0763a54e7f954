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
import java.util.stream.LongStream;

/** One contestant under load. The load is the same in every round, down to each amount. */
class Round {

  private static final int MILLIS_BETWEEN_LOOKS = 2;

  private final LabProperties load;
  private final Contestant contestant;
  private final Accounts accounts;
  private final BooleanSupplier stopped;
  private final Tally tally = new Tally();
  private final Audit audit;

  Round(LabProperties load, Contestant contestant, Accounts accounts, BooleanSupplier stopped) {
    this.load = load;
    this.contestant = contestant;
    this.accounts = accounts;
    this.stopped = stopped;
    this.audit = new Audit(accounts, load.accounts(), load.money());
  }

  Result run(CountedBank counter, Progress progress) throws InterruptedException {
    accounts.open(load.openingBalance());
    try {
      counter.takeRetries();
      Duration elapsed = transferOnAllThreads(progress);
      return new Result(
          contestant,
          load.money(),
          LongStream.of(accounts.balances()).sum(),
          tally.done(),
          tally.refused(),
          tally.gaveUp(),
          accounts.transfers(),
          counter.takeRetries(),
          audit.looks(),
          audit.wrongTotals(),
          audit.overdrafts(),
          elapsed);
    } finally {
      accounts.delete();
    }
  }

  private Duration transferOnAllThreads(Progress progress) throws InterruptedException {
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
        progress.show(contestant, tally, load);
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      audit.look();
      progress.print(contestant, tally, load);
      for (Future<?> client : clients) {
        client.get();
      }
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
        int from = random.nextInt(load.accounts());
        int to = (from + 1 + random.nextInt(load.accounts() - 1)) % load.accounts();
        long amount = random.nextLong(1, load.openingBalance() + 1);
        tally.call(contestant.transfer(), accounts.name(from), accounts.name(to), amount);
      }
    } finally {
      running.countDown();
    }
  }
}
