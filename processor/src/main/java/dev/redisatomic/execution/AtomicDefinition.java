package dev.redisatomic.execution;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Durability;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.connection.AtomicConnectionFactory;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Definition of an atomic method: all that is the same for each of its calls. Immutable; one per
 * method.
 *
 * @param name for messages and logs, such as {@code BankService.transfer(String, String, long)}
 * @param keyTemplates the key templates as they were written
 * @param lazyFactory where it runs; asked for when the application has started; {@code null} where
 *     bodies run as they are
 * @param guard what its attempts watch
 * @param retry when to run the body again, and where that is set
 * @param durability what its commits are protected against
 */
public record AtomicDefinition(
    String name,
    List<String> keyTemplates,
    @Nullable Supplier<AtomicConnectionFactory> lazyFactory,
    Guard guard,
    SourcedPolicy retry,
    Durability durability) {

  /**
   * The connection factory on which it runs.
   *
   * @return the factory
   * @throws RuntimeException if there is no suitable connection factory
   */
  public AtomicConnectionFactory factory() {
    if (lazyFactory == null) {
      throw new IllegalStateException(name + " runs as it is: redis.atomic.enabled=false");
    }
    return lazyFactory.get();
  }

  /** The connection factory on which one of its attempts runs. */
  AtomicConnectionFactory factoryOfAttempt() {
    return factory().forMethod(name);
  }

  /**
   * Finds out early that there is no suitable connection factory, if one is needed.
   *
   * @throws RuntimeException if there is none
   */
  public void checkFactory() {
    if (lazyFactory != null) {
      factory();
    }
  }

  /**
   * The limit of the watch set, which no call may exceed by the keys that it declares alone.
   *
   * @return 1 or more
   */
  public int maxWatchedKeys() {
    return guard.maxWatchedKeys();
  }

  AtomicDefinition withPolicy(RetryPolicy policy) {
    return with(guard, new SourcedPolicy(policy, null), durability);
  }

  AtomicDefinition withExactlyOnce() {
    return with(guard, retry, durability.withExactlyOnce());
  }

  /**
   * The same method with other results.
   *
   * @throws InvalidDataAccessApiUsageException if it is to have all, and does not see its own
   *     writes
   */
  AtomicDefinition withResults(Results results) {
    if (results == Results.ALL && !guard.readOwnWrites()) {
      throw new InvalidDataAccessApiUsageException(
          "Results.ALL needs redis.atomic.read-own-writes, which is false. Nothing was sent.");
    }
    return with(guard.withResults(results), retry, durability);
  }

  private AtomicDefinition with(Guard guard, SourcedPolicy retry, Durability durability) {
    return new AtomicDefinition(name, keyTemplates, lazyFactory, guard, retry, durability);
  }
}
