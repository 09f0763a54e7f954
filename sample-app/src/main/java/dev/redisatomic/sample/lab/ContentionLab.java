package dev.redisatomic.sample.lab;

import dev.redisatomic.sample.bank.NaiveBankService;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Runs naive and atomic transfers one after the other, and compares. */
@Component
class ContentionLab implements ApplicationRunner, ExitCodeGenerator {

  private final LabProperties load;
  private final StringRedisTemplate redis;
  private final CountedBank counter;
  private final List<Contestant> contestants;
  private final PrintStream out = System.out;
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean stopped;
  private volatile List<Result> results = List.of();

  ContentionLab(
      LabProperties load, StringRedisTemplate redis, NaiveBankService naive, CountedBank atomic) {
    this.load = load;
    this.redis = redis;
    this.counter = atomic;
    this.contestants =
        List.of(
            new Contestant("naive, check then act", false, naive::transfer),
            new Contestant("naive, GET then SET", false, naive::transferBySetting),
            new Contestant("@RedisAtomic", true, atomic::transfer));
  }

  @Override
  public void run(ApplicationArguments args) throws InterruptedException {
    if (!load.enabled()) {
      return;
    }
    turn.acquire();
    try {
      compare();
    } catch (RuntimeException e) {
      // Ctrl-C reaches the embedded server, too: what fails then is nobody's fault.
      if (!stopped) {
        throw e;
      }
    } finally {
      turn.release();
    }
  }

  private void compare() throws InterruptedException {
    out.printf(
        "%nContention lab: %d threads, %d transfers each, between %d accounts%n",
        load.threads(), load.transfersPerThread(), load.accounts());
    Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
    for (Contestant contestant : contestants) {
      round(load.warmUp(), contestant, silent);
    }
    Progress progress = new Progress(out);
    List<Result> all = new ArrayList<>();
    for (Contestant contestant : contestants) {
      all.add(round(load, contestant, progress));
      if (stopped) {
        return;
      }
    }
    new ResultTable(all).print(out);
    results = all;
  }

  private Result round(LabProperties size, Contestant contestant, Progress progress)
      throws InterruptedException {
    Accounts accounts = new Accounts(redis, size.accounts());
    return new Round(size, contestant, accounts, () -> stopped).run(counter, progress);
  }

  /** Has a round clean up while there is still a connection. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    turn.acquireUninterruptibly();
  }

  /** 0 if the lab has run and everything that watches was exact. */
  @Override
  public int getExitCode() {
    if (results.isEmpty()) {
      out.println("The contention lab has not run to its end: nothing is proved.");
    }
    return exitCode(results);
  }

  static int exitCode(List<Result> results) {
    List<Result> watched = results.stream().filter(r -> r.contestant().watches()).toList();
    return !watched.isEmpty() && watched.stream().allMatch(Result::isExact) ? 0 : 1;
  }
}
