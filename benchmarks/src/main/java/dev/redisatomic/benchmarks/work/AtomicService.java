package dev.redisatomic.benchmarks.work;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The work as users of the annotations write it, and proxied as their classes are. */
@Proxyable(ProxyType.TARGET_CLASS)
public class AtomicService implements Contestant {

  private final StringRedisTemplate redis;

  AtomicService(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  @RedisAtomic
  public boolean transfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount,
      Runnable attempt) {
    attempt.run();
    return move(from, to, amount);
  }

  @Override
  @RedisAtomic
  public boolean outer(BooleanSupplier inner) {
    return inner.getAsBoolean();
  }

  @Override
  @RedisAtomic(keys = LIMIT)
  public boolean limitedTransfer(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount,
      Runnable attempt) {
    return undeclaredLimit(from, to, amount, attempt); // not through the proxy
  }

  @Override
  @RedisAtomic
  public boolean undeclaredLimit(
      @Watched("account:{}:balance") String from,
      @Watched("account:{}:balance") String to,
      long amount,
      Runnable attempt) {
    attempt.run();
    return number(LIMIT) >= amount && move(from, to, amount);
  }

  private boolean move(String from, String to, long amount) {
    if (number(Contestant.account(from)) < amount) {
      return false;
    }
    redis.opsForValue().decrement(Contestant.account(from), amount);
    redis.opsForValue().increment(Contestant.account(to), amount);
    return true;
  }

  private long number(String key) {
    return Long.parseLong(Objects.requireNonNull(redis.opsForValue().get(key)));
  }

  @Override
  @RedisAtomic
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    return Objects.requireNonNull(redis.opsForValue().multiGet(keys));
  }

  @Override
  @RedisAtomic
  public void increment(List<String> keys, Runnable attempt) {
    attempt.run();
    for (String key : keys) {
      redis.opsForValue().increment(key);
    }
  }
}
