package dev.redisatomic.cluster;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.WatchConflictException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.UnifiedJedis;

/**
 * Accounts in one slot, whose total never changes, and for each worker the number of transfers that
 * it has made there: once in Redis, in the same transaction, and once by what the worker was told.
 */
final class SlotBank {

  private static final int ACCOUNTS = 4;
  private static final long INITIAL = 1_000;

  private final String tag;
  private final List<Told> told;

  /** What one worker was told about its transfers. */
  static final class Told {
    final AtomicLong committed = new AtomicLong();
    final AtomicLong unreplicated = new AtomicLong();
    final AtomicLong unknown = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
  }

  SlotBank(String tag, int workers) {
    this.tag = tag;
    this.told = IntStream.range(0, workers).mapToObj(i -> new Told()).toList();
  }

  String tag() {
    return tag;
  }

  List<Told> told() {
    return told;
  }

  long committed() {
    return told.stream().mapToLong(t -> t.committed.get()).sum();
  }

  private String account(int number) {
    return "{" + tag + "}account:" + number;
  }

  private String counter(int worker) {
    return "{" + tag + "}transfers:" + worker;
  }

  private List<String> accounts() {
    return IntStream.range(0, ACCOUNTS).mapToObj(this::account).toList();
  }

  void open(UnifiedJedis jedis) {
    accounts().forEach(account -> jedis.set(account, String.valueOf(INITIAL)));
  }

  void transfer(int worker, RedisAtomicOperations atomic, StringRedisTemplate redis) {
    int from = ThreadLocalRandom.current().nextInt(ACCOUNTS);
    int to = (from + 1) % ACCOUNTS;
    Told mine = told.get(worker);
    try {
      atomic.execute(
          () -> {
            long fromBalance = balance(redis, account(from));
            long toBalance = balance(redis, account(to));
            redis.opsForValue().set(account(from), String.valueOf(fromBalance - 1));
            redis.opsForValue().set(account(to), String.valueOf(toBalance + 1));
            redis.opsForValue().increment(counter(worker));
            return true;
          });
      mine.committed.incrementAndGet();
    } catch (UnreplicatedCommitException e) {
      mine.unreplicated.incrementAndGet();
    } catch (CommitOutcomeUnknownException e) {
      mine.unknown.incrementAndGet();
    } catch (WatchConflictException | DataAccessResourceFailureException e) {
      // nothing applied; whatever else there is ends the test
      mine.failed.incrementAndGet();
    }
  }

  /** Reads of several round trips that have to belong together. */
  void audit(RedisAtomicOperations atomic, StringRedisTemplate redis) {
    long total;
    try {
      total =
          atomic.execute(
              () -> accounts().stream().mapToLong(account -> balance(redis, account)).sum());
    } catch (WatchConflictException | DataAccessResourceFailureException e) {
      return;
    }
    requireTotal(total);
  }

  private static long balance(StringRedisTemplate redis, String account) {
    String balance = redis.opsForValue().get(account);
    if (balance == null) {
      throw new AssertionError(account + " is gone");
    }
    return Long.parseLong(balance);
  }

  private void requireTotal(long total) {
    if (total != ACCOUNTS * INITIAL) {
      throw new AssertionError("The total of slot {" + tag + "} is " + total);
    }
  }

  /** What is there at the end against what was told. */
  void check(UnifiedJedis jedis) {
    requireTotal(accounts().stream().mapToLong(a -> number(jedis.get(a))).sum());
    for (int worker = 0; worker < told.size(); worker++) {
      Told mine = told.get(worker);
      long made = number(jedis.get(counter(worker)));
      long least = mine.committed.get();
      long most = least + mine.unreplicated.get() + mine.unknown.get();
      if (made < least || made > most) {
        throw new AssertionError(
            "Worker %d made %d transfers in slot {%s}, but was told of %d to %d"
                .formatted(worker, made, tag, least, most));
      }
    }
  }

  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  static long sum(List<SlotBank> banks, java.util.function.Function<Told, AtomicLong> of) {
    return banks.stream()
        .flatMap(bank -> bank.told().stream())
        .flatMap(t -> Stream.of(of.apply(t)))
        .mapToLong(AtomicLong::get)
        .sum();
  }
}
