package dev.redisatomic.sample.lab;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The accounts of one round, of which nobody else knows the names. */
class Accounts {

  private final StringRedisTemplate redis;
  private final List<String> names;

  Accounts(StringRedisTemplate redis, int count) {
    this.redis = redis;
    String round = "lab:" + UUID.randomUUID() + ":";
    this.names = IntStream.range(0, count).mapToObj(i -> round + i).toList();
  }

  String name(int index) {
    return names.get(index);
  }

  void open(long balance) {
    names.forEach(name -> redis.opsForValue().set(balanceKey(name), Long.toString(balance)));
  }

  /** All balances at one moment: MGET is one command, so it sees no half of a transaction. */
  long[] balances() {
    return numbers(names.stream().map(Accounts::balanceKey).toList());
  }

  /** How many transfers the bank has counted. */
  long transfers() {
    return LongStream.of(numbers(names.stream().map(Accounts::transfersKey).toList())).sum();
  }

  void delete() {
    redis.delete(names.stream().flatMap(n -> Stream.of(balanceKey(n), transfersKey(n))).toList());
  }

  private long[] numbers(List<String> keys) {
    List<@Nullable String> values = Objects.requireNonNull(redis.opsForValue().multiGet(keys));
    return values.stream().mapToLong(v -> v == null ? 0 : Long.parseLong(v)).toArray();
  }

  private static String balanceKey(String name) {
    return "account:" + name + ":balance";
  }

  private static String transfersKey(String name) {
    return "account:" + name + ":transfers";
  }
}
