package dev.redisatomic.execution;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.command.Key;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The programmatic twin on the executor. */
public final class AtomicTemplate implements RedisAtomicOperations {

  private final AtomicExecutor executor;
  private final Supplier<AtomicDefinition> definition;
  private final TransactionOperations transaction;

  /**
   * A template.
   *
   * @param executor runs the bodies
   * @param definition the settings that hold unless a policy is given; asked for at the first use
   */
  public AtomicTemplate(AtomicExecutor executor, Supplier<AtomicDefinition> definition) {
    this(executor, definition, TransactionOperations.withoutTransaction());
  }

  private AtomicTemplate(
      AtomicExecutor executor,
      Supplier<AtomicDefinition> definition,
      TransactionOperations transaction) {
    this.executor = executor;
    this.definition = definition;
    this.transaction = transaction;
  }

  @Override
  public <T extends @Nullable Object> T execute(Supplier<T> body, String... keys) {
    return run(definition.get(), body, keys);
  }

  @Override
  public <T extends @Nullable Object> T execute(
      RetryPolicy policy, Supplier<T> body, String... keys) {
    AtomicDefinition own = definition.get();
    requireGiven(policy, "policy", own);
    return run(own.withPolicy(policy), body, keys);
  }

  @Override
  public RedisAtomicOperations exactlyOnce() {
    return new AtomicTemplate(executor, () -> definition.get().withExactlyOnce(), transaction);
  }

  @Override
  public RedisAtomicOperations in(TransactionOperations transactions) {
    if (transactions == null) {
      throw new IllegalArgumentException("The transaction operations passed to in(…) are null.");
    }
    return new AtomicTemplate(executor, definition, transactions);
  }

  @Override
  public RedisAtomicOperations withResults(Results results) {
    if (results == null) {
      throw new IllegalArgumentException("results is null; there are NEEDED, ALL and NONE.");
    }
    return switch (results) {
      case DEFAULT -> this;
      case NEEDED, ALL, NONE ->
          new AtomicTemplate(executor, () -> definition.get().withResults(results), transaction);
    };
  }

  @SuppressWarnings("NullAway") // the result is null only where T allows it
  private <T extends @Nullable Object> T run(
      AtomicDefinition definition, Supplier<T> body, String[] keys) {
    requireGiven(body, "body", definition);
    requireGiven(keys, "array of keys", definition);
    List<Key> declared = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == null) {
        throw new IllegalArgumentException(
            "Key " + i + " passed to " + definition.name() + " is null. Nothing was sent.");
      }
      declared.add(Key.of(keys[i]));
    }
    try {
      return executor.execute(definition, declared, new InTransaction<>(body));
    } catch (Throwable e) {
      throw AtomicTemplate.<RuntimeException>unchanged(e);
    }
  }

  /** A body of the application, in its transaction. */
  private final class InTransaction<T extends @Nullable Object> implements Body<T> {

    private final Supplier<T> body;

    InTransaction(Supplier<T> body) {
      this.body = body;
    }

    @Override
    public @Nullable T run() {
      return inTransaction(body);
    }

    @Override
    public Object code() {
      return body.getClass();
    }
  }

  @SuppressWarnings("NullAway") // as above
  private <T extends @Nullable Object> T inTransaction(Supplier<T> body) {
    List<Throwable> thrown = new ArrayList<>(0);
    try {
      return transaction.execute(
          status -> {
            try {
              return executor.undoneOnFailure(body::get);
            } catch (Throwable e) {
              thrown.add(e);
              throw AtomicTemplate.<RuntimeException>unchanged(e);
            }
          });
    } catch (UndeclaredThrowableException e) {
      // what a TransactionTemplate makes of checked exceptions
      if (thrown.contains(e.getUndeclaredThrowable())) {
        throw AtomicTemplate.<RuntimeException>unchanged(e.getUndeclaredThrowable());
      }
      throw e;
    }
  }

  private static void requireGiven(
      @Nullable Object value, String what, AtomicDefinition definition) {
    if (value == null) {
      throw new IllegalArgumentException(
          "The " + what + " passed to " + definition.name() + " is null. Nothing was sent.");
    }
  }

  /** Kotlin and others throw checked exceptions out of a Supplier; they reach the caller too. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchanged(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
