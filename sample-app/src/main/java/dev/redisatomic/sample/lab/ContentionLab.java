package dev.redisatomic.sample.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Runs naive and atomic transfers one after the other at start-up, and prints how they compare. */
@Component
class ContentionLab implements ApplicationRunner, ExitCodeGenerator {

  private final LabProperties properties;
  private final StringRedisTemplate redis;
  private final Contestants contestants;
  private final LabTurn turn;
  private final PrintStream out = System.out;
  private volatile List<Result> results = List.of();

  ContentionLab(
      LabProperties properties, StringRedisTemplate redis, Contestants contestants, LabTurn turn) {
    this.properties = properties;
    this.redis = redis;
    this.contestants = contestants;
    this.turn = turn;
  }

  @Override
  public void run(ApplicationArguments args) throws InterruptedException {
    if (!properties.enabled()) {
      return;
    }
    try {
      turn.run(() -> compare(properties.load()));
    } catch (RuntimeException e) {
      // Ctrl-C reaches the embedded server, too: what fails then is nobody's fault.
      if (!turn.isOver()) {
        throw e;
      }
    }
  }

  private void compare(Load load) throws InterruptedException {
    out.printf(
        "%nContention lab: %d threads, %d transfers each, between %d accounts%s%n",
        load.threads(),
        load.transfersPerThread(),
        load.accounts(),
        load.branches() == 1 ? "" : " in each of " + load.branches() + " branches");
    for (Contestant contestant : contestants.all()) {
      round(load.warmUp(), contestant, standing -> {});
    }
    List<Result> all = new ArrayList<>();
    for (Contestant contestant : contestants.all()) {
      all.add(round(load, contestant, new Progress(out, contestant, load)));
      if (turn.isOver()) {
        return;
      }
    }
    new ResultTable(all).print(out);
    results = all;
  }

  private Result round(Load size, Contestant contestant, Consumer<Standing> follower)
      throws InterruptedException {
    return new Round(redis, size, contestant, turn::isOver, follower).run();
  }

  /** The exit code: 0 if the lab has run and everything that watches was exact. */
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
