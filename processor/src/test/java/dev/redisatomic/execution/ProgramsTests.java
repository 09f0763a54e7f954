package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Programs that go wrong if anything of the contract does, under real contention. */
@EachServer
class ProgramsTests {

  private static final int THREADS = 6;

  private final RedisSetup setup;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  ProgramsTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void start() {
    setup.flushAll();
    RedisConnectionFactory factory = setup.connectionFactory();
    context.getBeanFactory().registerSingleton("factory", factory);
    context.registerBean(StringRedisTemplate.class, () -> new StringRedisTemplate(factory));
    context.register(Application.class, Bank.class);
    context.refresh();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Configuration
  @EnableRedisAtomic
  static class Application {}

  static class Bank {

    private final StringRedisTemplate redis;

    Bank(StringRedisTemplate redis) {
      this.redis = redis;
    }

    private static String balance(String account) {
      return "account:" + account + ":balance";
    }

    private long read(String key) {
      String value = redis.opsForValue().get(key);
      return value == null ? 0 : Long.parseLong(value);
    }

    @RedisAtomic(maxRetries = 10_000)
    public long increment(@Watched String key, Runnable afterRead) {
      long value = read(key) + 1;
      afterRead.run();
      redis.opsForValue().set(key, String.valueOf(value));
      return value;
    }

    @RedisAtomic(maxRetries = 10_000)
    public boolean transfer(
        @Watched("account:{}:balance") String from,
        @Watched("account:{}:balance") String to,
        long amount) {
      if (read(balance(from)) < amount) {
        return false;
      }
      redis.opsForValue().decrement(balance(from), amount);
      redis.opsForValue().increment(balance(to), amount);
      return true;
    }

    @RedisAtomic
    public void incrementAll(Collection<String> keys) {
      keys.forEach(key -> redis.opsForValue().increment(key));
    }

    @RedisAtomic(maxRetries = 10_000)
    public long total(int accounts) {
      // one read per account: only validation makes them one moment
      return IntStream.range(0, accounts).mapToLong(i -> read(balance("" + i))).sum();
    }
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier all) {
    try {
      all.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noIncrementIsLost() throws Exception {
    int increments = 60;
    Bank bank = context.getBean(Bank.class);
    AtomicInteger runs = new AtomicInteger();
    CyclicBarrier all = new CyclicBarrier(THREADS);
    Runnable meetAtFirst =
        () -> {
          if (runs.incrementAndGet() <= THREADS) {
            await(all);
          }
        };
    Callable<List<Long>> task =
        () ->
            IntStream.range(0, increments)
                .mapToObj(i -> bank.increment("counter", meetAtFirst))
                .toList();

    List<Long> returned =
        inParallel(Collections.nCopies(THREADS, task)).stream()
            .flatMap(List::stream)
            .sorted()
            .toList();

    assertThat(setup.other().get("counter")).isEqualTo(String.valueOf(THREADS * increments));
    assertThat(returned)
        .as("each value was returned once")
        .isEqualTo(IntStream.rangeClosed(1, THREADS * increments).mapToObj(Long::valueOf).toList());
    assertThat(runs.get())
        .as("all but one lost")
        .isGreaterThanOrEqualTo(THREADS * (increments + 1) - 1);
  }

  @Test
  void moneyIsNeitherMadeNorLostNorOwed() throws Exception {
    int accounts = 4;
    Bank bank = context.getBean(Bank.class);
    for (int i = 0; i < accounts; i++) {
      setup.other().set(Bank.balance("" + i), "100");
    }
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      tasks.add(() -> transferAtRandom(bank, accounts, random));
    }

    int transfers = inParallel(tasks).stream().mapToInt(Integer::intValue).sum();

    List<String> balances =
        setup
            .other()
            .mget(
                IntStream.range(0, accounts)
                    .mapToObj(i -> Bank.balance("" + i))
                    .toArray(String[]::new));
    assertThat(balances).allSatisfy(balance -> assertThat(Long.parseLong(balance)).isNotNegative());
    assertThat(balances.stream().mapToLong(Long::parseLong).sum()).isEqualTo(accounts * 100L);
    assertThat(transfers).isPositive();
  }

  private static int transferAtRandom(Bank bank, int accounts, Random random) {
    int done = 0;
    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(accounts);
      int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
      done += bank.transfer("" + from, "" + to, 1 + random.nextInt(80)) ? 1 : 0;
      if (i % 10 == 0) {
        assertThat(bank.total(accounts)).isEqualTo(accounts * 100L);
      }
    }
    return done;
  }

  @Test
  void theGuidesTransferChecksAndMoves() {
    Bank bank = context.getBean(Bank.class);
    setup.other().set("account:1:balance", "100");

    assertThat(bank.transfer("1", "2", 101)).isFalse();
    assertThat(setup.other().exists("account:2:balance")).isFalse();
    assertThat(bank.transfer("1", "2", 100)).isTrue();
    assertThat(setup.other().mget("account:1:balance", "account:2:balance"))
        .containsExactly("0", "100");
  }

  @Test
  void theGuidesMultipleIncrementNeedsNoWatch() {
    setup.other().set("b", "41");

    context.getBean(Bank.class).incrementAll(List.of("a", "b"));

    assertThat(setup.other().mget("a", "b")).containsExactly("1", "42");
  }

  /** The guide's first, wrong, pattern: right as soon as it is the body of an atomic method. */
  @Test
  void theGuidesCheckThenActCannotBeInterleaved() {
    RedisAtomicOperations atomic = context.getBean(RedisAtomicOperations.class);
    StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
    setup.other().set("account:1:balance", "100");

    boolean done =
        atomic.execute(
            () -> {
              long balance = Long.parseLong("" + redis.opsForValue().get("account:1:balance"));
              setup.other().decrBy("account:1:balance", balance);
              if (balance < 100) {
                return false;
              }
              redis.opsForValue().decrement("account:1:balance", 100);
              return true;
            });

    assertThat(done).isFalse();
    assertThat(setup.other().get("account:1:balance")).isEqualTo("0");
  }
}
