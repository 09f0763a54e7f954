package dev.redisatomic.sample.wire;

import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.sample.SeparateContexts;
import dev.redisatomic.sample.bank.BankService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Three transfers that queue for one account and commit together. The first one's body waits until
 * the others are queued behind it, which the library's own meter tells. In a context of its own,
 * with the settings that this takes.
 */
@Component
class GroupDemo {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StringRedisTemplate redis;
  private final BankService bank;
  private final Interruption interruption;
  private final WireLog log;

  GroupDemo(SeparateContexts contexts, StringRedisTemplate redis) {
    this.redis = redis;
    ApplicationContext context =
        contexts.make(
            SeparateContexts.settings(
                Map.of(
                    "redis.atomic.contention.group-commit",
                    true,
                    // so long that nobody is left behind, however busy this machine is
                    "redis.atomic.contention.group-patience",
                    "2m")),
            Map.of("meters", meters),
            BankService.class,
            Interruption.class,
            WireLog.class);
    this.bank = context.getBean(BankService.class);
    this.interruption = context.getBean(Interruption.class);
    this.log = context.getBean(WireLog.class);
  }

  /**
   * The events of a demonstration.
   *
   * @param members in the order in which their bodies have run
   */
  record Happening(List<Member> members) {

    /** The commands that were sent for all of them, as each of them has been told. */
    List<List<Whose.Part>> sent() {
      return Whose.of(
          members.get(0).attempt().roundTrips(),
          members.stream().map(member -> member.attempt().writes()).toList());
    }
  }

  /**
   * One of the transfers.
   *
   * @param text who paid whom
   * @param attempt what the library tells of it
   */
  record Member(String text, AttemptEvent attempt) {}

  private record Transfer(String from, String to, long amount) {

    @Override
    public String toString() {
      return from + " pays " + to + " " + amount;
    }
  }

  /** Uses accounts of its own, and leaves nothing behind. One at a time: all wait on one meter. */
  synchronized Happening run() throws InterruptedException {
    String name = UUID.randomUUID().toString().substring(0, 4);
    // the same hash tag, for a cluster
    String ann = "ann-{" + name + "}";
    String bob = "bob-{" + name + "}";
    // and one more of the deposit that makes the accounts hot
    bank.open(ann, 99);
    bank.open(bob, 50);
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      heat(ann, bob, clients);
      return new Happening(
          inLine(
              List.of(
                  new Transfer(ann, bob, 30),
                  new Transfer(bob, ann, 5),
                  new Transfer(ann, bob, 10)),
              clients));
    } finally {
      clients.shutdownNow();
      redis.delete(
          Stream.of(ann, bob)
              .flatMap(a -> Stream.of("account:" + a + ":balance", "account:" + a + ":transfers"))
              .toList());
    }
  }

  /**
   * Makes the accounts hot: calls on a key stand in one line once they have collided on it, and two
   * have then waited at once.
   */
  private void heat(String ann, String bob, ExecutorService clients) throws InterruptedException {
    interruption.transfer(ann, bob, 1, () -> bank.deposit(Set.of(ann), 1));
    inLine(
        List.of(new Transfer(ann, bob, 1), new Transfer(bob, ann, 1), new Transfer(bob, ann, 1)),
        clients);
  }

  private List<Member> inLine(List<Transfer> transfers, ExecutorService clients)
      throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    List<Future<CallEvent>> calls = new ArrayList<>();
    int others = transfers.size() - 1;
    Transfer first = transfers.get(0);
    Runnable untilTheyAreThere =
        () -> {
          running.countDown();
          await(others + " transfers in the queue", () -> waiting() == others);
        };
    calls.add(
        clients.submit(
            () ->
                record(
                    () ->
                        interruption.transfer(
                            first.from(), first.to(), first.amount(), untilTheyAreThere))));
    await("the first transfer", () -> running.getCount() == 0);
    for (int i = 1; i < transfers.size(); i++) {
      int ahead = i - 1;
      Transfer next = transfers.get(i);
      await(ahead + " transfers in the queue", () -> waiting() == ahead);
      calls.add(
          clients.submit(() -> record(() -> bank.transfer(next.from(), next.to(), next.amount()))));
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      members.add(new Member(transfers.get(i).toString(), onlyAttempt(calls.get(i))));
    }
    return members;
  }

  private CallEvent record(Runnable call) {
    return log.record(call).get(0);
  }

  private static AttemptEvent onlyAttempt(Future<CallEvent> call) throws InterruptedException {
    try {
      return call.get().attempts().get(0);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A transfer failed", e.getCause());
    }
  }

  private double waiting() {
    return meters.get("redis.atomic.waiting.threads").gauge().value();
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Waited in vain for " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
