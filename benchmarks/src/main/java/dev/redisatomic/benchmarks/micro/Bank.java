package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/** The bodies that are measured. */
public class Bank {

  private final ValueOperations<String, String> values;
  private final RedisAtomicOperations atomic;

  Bank(StringRedisTemplate redis, RedisAtomicOperations atomic) {
    this.values = redis.opsForValue();
    this.atomic = atomic;
  }

  /** Something to take a key from by an expression. */
  public record Order(String customer, String number) {}

  /** Declares nothing and does nothing: the price of the aspect and of an attempt. */
  @RedisAtomic
  public void nothing() {}

  /** Two keys with {@code {}}, and an empty body. */
  @RedisAtomic
  public void templates(
      @Watched("account:{}:balance") String from, @Watched("account:{}:balance") String to) {}

  /** Two keys with expressions, and an empty body. */
  @RedisAtomic(keys = "order:#{#order.number()}:state")
  public void expressions(@Watched("customer:#{customer()}:credit") Order order) {}

  /** Two reads, two writes. */
  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount) {
    return move(key(from), key(to), amount);
  }

  /** The same without annotations. */
  public boolean transferByTemplate(String from, String to, long amount) {
    String source = key(from);
    String target = key(to);
    return atomic.execute(() -> move(source, target, amount), source, target);
  }

  private boolean move(String source, String target, long amount) {
    if (balance(source) < amount || balance(target) < 0) {
      return false;
    }
    values.decrement(source, amount);
    values.increment(target, amount);
    return true;
  }

  private static String key(String account) {
    return "account:" + account + ":balance";
  }

  private long balance(String key) {
    String balance = values.get(key);
    return balance == null ? 0 : Long.parseLong(balance);
  }
}
