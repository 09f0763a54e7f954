package dev.redisatomic.benchmarks.work;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Spring Data Redis with its {@code SessionCallback}: watch, read, multi, write, exec, and again
 * after a conflict, which the template answers with an empty list. A snapshot needs no session.
 */
record SessionCallbackContestant(StringRedisTemplate redis) implements Contestant {

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    String source = Contestant.account(from);
    String destination = Contestant.account(to);
    return untilCommitted(
        attempt,
        session -> {
          session.watch(List.of(source, destination));
          String balance = Objects.requireNonNull(session.opsForValue().get(source));
          if (Long.parseLong(balance) < amount) {
            return false;
          }
          session.multi();
          session.opsForValue().decrement(source, amount);
          session.opsForValue().increment(destination, amount);
          return true;
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
        attempt,
        session -> {
          session.multi();
          for (String key : keys) {
            session.opsForValue().increment(key);
          }
          return true;
        });
  }

  /** The body says whether it has written anything. */
  private boolean untilCommitted(
      Runnable attempt, Predicate<RedisOperations<String, String>> body) {
    SessionCallback<Optional<Boolean>> session =
        new SessionCallback<>() {
          @Override
          @SuppressWarnings("unchecked") // The template's own types, which the interface hides.
          public <K, V> Optional<Boolean> execute(RedisOperations<K, V> operations) {
            attempt.run();
            if (!body.test((RedisOperations<String, String>) operations)) {
              operations.unwatch();
              return Optional.of(false);
            }
            return operations.exec().isEmpty() ? Optional.empty() : Optional.of(true);
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
