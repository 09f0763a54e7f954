package dev.redisatomic.sample.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Runs several contestants at the same time, each under the same load, on accounts of its own. */
class SideBySide {

  private static final int MILLIS_BETWEEN_REPORTS = 200;

  private final StringRedisTemplate redis;
  private final Load load;
  private final List<Contestant> contestants;
  private final BooleanSupplier stopped;
  private final AtomicReferenceArray<@Nullable Standing> standings;
  private volatile boolean failed;

  SideBySide(
      StringRedisTemplate redis, Load load, List<Contestant> contestants, BooleanSupplier stopped) {
    this.redis = redis;
    this.load = load;
    this.contestants = contestants;
    this.stopped = () -> stopped.getAsBoolean() || failed;
    this.standings = new AtomicReferenceArray<>(contestants.size());
  }

  /**
   * Runs to the end, or until stopped.
   *
   * @param follower is told now and then, on this thread, how all of them stand
   * @return a result for each contestant
   * @throws IllegalStateException if one of them failed, after the others have been stopped
   */
  List<Result> run(Consumer<List<Standing>> follower) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(contestants.size());
    CountDownLatch running = new CountDownLatch(contestants.size());
    try {
      List<Future<Result>> rounds =
          IntStream.range(0, contestants.size())
              .mapToObj(i -> threads.submit(() -> round(i, running)))
              .toList();
      while (!running.await(MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS)) {
        report(follower);
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> round : rounds) {
        results.add(round.get());
      }
      report(follower);
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The lab failed", e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  private Result round(int index, CountDownLatch running) throws InterruptedException {
    try {
      Contestant contestant = contestants.get(index);
      return new Round(redis, load, contestant, stopped, s -> standings.set(index, s)).run();
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    } finally {
      running.countDown();
    }
  }

  /** Reports how the contestants stand, as soon as all of them have been looked at. */
  private void report(Consumer<List<Standing>> follower) {
    List<Standing> known = new ArrayList<>();
    for (int i = 0; i < standings.length(); i++) {
      Standing standing = standings.get(i);
      if (standing == null) {
        return;
      }
      known.add(standing);
    }
    follower.accept(known);
  }
}
