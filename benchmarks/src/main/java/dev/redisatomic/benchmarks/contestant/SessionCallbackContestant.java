package dev.redisatomic.benchmarks.contestant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Spring Data Redis with its {@code SessionCallback}: watch, read, multi, write, exec, and again
 * after a conflict, which the template answers with an empty list. A snapshot needs no session.
 */
final class SessionCallbackContestant implements Contestant {

  private final StringRedisTemplate redis;

  SessionCallbackContestant(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    String source = Keys.account(from);
    String destination = Keys.account(to);
    return untilCommitted(
        session -> {
          attempt.run();
          session.watch(List.of(source, destination));
          String balance = Objects.requireNonNull(session.opsForValue().get(source));
          if (Long.parseLong(balance) < amount) {
            session.unwatch();
            return Optional.of(false);
          }
          session.multi();
          session.opsForValue().decrement(source, amount);
          session.opsForValue().increment(destination, amount);
          return committed(session.exec());
        });
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    return Objects.requireNonNull(redis.opsForValue().multiGet(keys));
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    untilCommitted(
        session -> {
          attempt.run();
          session.multi();
          for (String key : keys) {
            session.opsForValue().increment(key);
          }
          return committed(session.exec());
        });
  }

  @Override
  public boolean reserve(String product, Runnable attempt) {
    String key = Keys.stock(product);
    return untilCommitted(
        session -> {
          attempt.run();
          session.watch(key);
          String available = (String) session.opsForHash().get(key, Keys.AVAILABLE);
          if (Long.parseLong(Objects.requireNonNull(available)) < 1) {
            session.unwatch();
            return Optional.of(false);
          }
          session.multi();
          session.opsForHash().increment(key, Keys.AVAILABLE, -1);
          session.opsForHash().increment(key, Keys.RESERVED, 1);
          return committed(session.exec());
        });
  }

  private static Optional<Boolean> committed(@Nullable List<Object> results) {
    return results == null || results.isEmpty() ? Optional.empty() : Optional.of(true);
  }

  private boolean untilCommitted(
      Function<RedisOperations<String, String>, Optional<Boolean>> body) {
    SessionCallback<Optional<Boolean>> session =
        new SessionCallback<>() {
          @Override
          @SuppressWarnings("unchecked") // The template's own types, which the interface hides.
          public <K, V> Optional<Boolean> execute(RedisOperations<K, V> operations) {
            return body.apply((RedisOperations<String, String>) operations);
          }
        };
    while (true) {
      Optional<Boolean> result = Objects.requireNonNull(redis.execute(session));
      if (result.isPresent()) {
        return result.get();
      }
    }
  }
}
