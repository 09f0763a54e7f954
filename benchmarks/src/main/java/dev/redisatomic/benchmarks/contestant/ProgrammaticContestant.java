package dev.redisatomic.benchmarks.contestant;

import dev.redisatomic.RedisAtomicOperations;
import java.util.List;
import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis Atomic without annotations. */
final class ProgrammaticContestant implements Contestant {

  private final SpringRedis spring;
  private final RedisAtomicOperations atomic;
  private final StringRedisTemplate redis;

  ProgrammaticContestant(SpringRedis spring) {
    this.spring = spring;
    this.atomic = spring.get(RedisAtomicOperations.class);
    this.redis = spring.get(StringRedisTemplate.class);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Attempts attempts) {
    String source = Keys.account(from);
    String destination = Keys.account(to);
    return atomic.execute(
        () -> {
          attempts.begin();
          String balance = Objects.requireNonNull(redis.opsForValue().get(source));
          if (Long.parseLong(balance) < amount) {
            return false;
          }
          redis.opsForValue().decrement(source, amount);
          redis.opsForValue().increment(destination, amount);
          return true;
        },
        source,
        destination);
  }

  @Override
  public List<String> snapshot(List<String> keys, Attempts attempts) {
    return atomic.execute(
        () -> {
          attempts.begin();
          return Objects.requireNonNull(redis.opsForValue().multiGet(keys));
        });
  }

  @Override
  public void increment(List<String> keys, Attempts attempts) {
    atomic.execute(
        () -> {
          attempts.begin();
          for (String key : keys) {
            redis.opsForValue().increment(key);
          }
          return true;
        });
  }

  @Override
  public boolean reserve(String product, Attempts attempts) {
    String key = Keys.stock(product);
    return atomic.execute(
        () -> {
          attempts.begin();
          String available = (String) redis.opsForHash().get(key, Keys.AVAILABLE);
          if (Long.parseLong(Objects.requireNonNull(available)) < 1) {
            return false;
          }
          redis.opsForHash().increment(key, Keys.AVAILABLE, -1);
          redis.opsForHash().increment(key, Keys.RESERVED, 1);
          return true;
        },
        key);
  }

  @Override
  public void close() {
    spring.close();
  }
}
