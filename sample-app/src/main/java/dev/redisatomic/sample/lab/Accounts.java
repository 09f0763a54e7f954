package dev.redisatomic.sample.lab;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The accounts of one round, of which nobody else knows the names. Those of one branch share a hash
 * tag, and so, on a cluster, a slot: what one transfer touches has to be in one place.
 */
class Accounts {

  private final StringRedisTemplate redis;
  private final List<List<String>> branches;

  Accounts(StringRedisTemplate redis, int branches, int accountsOfEach) {
    this.redis = redis;
    String round = "lab:" + UUID.randomUUID();
    this.branches =
        IntStream.range(0, branches)
            .mapToObj(branch -> names("{" + round + ":" + branch + "}:", accountsOfEach))
            .toList();
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  String name(int branch, int index) {
    return branches.get(branch).get(index);
  }

  void open(long balance) {
    all().forEach(name -> redis.opsForValue().set(balanceKey(name), Long.toString(balance)));
  }

  /** The balances of each branch, as they were at one moment: MGET is one command. */
  List<long[]> balances() {
    return branches.stream().map(names -> numbers(names, Accounts::balanceKey)).toList();
  }

  /** The number of transfers that the bank has counted. */
  long transfers() {
    return branches.stream()
        .mapToLong(names -> LongStream.of(numbers(names, Accounts::transfersKey)).sum())
        .sum();
  }

  void delete() {
    redis.delete(all().flatMap(n -> Stream.of(balanceKey(n), transfersKey(n))).toList());
  }

  private Stream<String> all() {
    return branches.stream().flatMap(List::stream);
  }

  private long[] numbers(List<String> names, UnaryOperator<String> key) {
    List<@Nullable String> values =
        Objects.requireNonNull(redis.opsForValue().multiGet(names.stream().map(key).toList()));
    return values.stream().mapToLong(v -> v == null ? 0 : Long.parseLong(v)).toArray();
  }

  private static String balanceKey(String name) {
    return "account:" + name + ":balance";
  }

  private static String transfersKey(String name) {
    return "account:" + name + ":transfers";
  }
}
