package dev.redisatomic.execution;

import dev.redisatomic.AtomicContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The context of a body that runs as it is, with {@code redis.atomic.enabled=false}. */
final class PassThroughContext extends AtomicContext {

  private final AtomicDefinition definition;
  private final List<Runnable> callbacks = new ArrayList<>();
  private boolean over;

  PassThroughContext(AtomicDefinition definition) {
    this.definition = definition;
  }

  static @Nullable PassThroughContext find() {
    return TransactionSynchronizationManager.getResource(AtomicContext.class)
            instanceof PassThroughContext context
        ? context
        : null;
  }

  List<Runnable> callbacks() {
    return callbacks;
  }

  <T> @Nullable T run(Body<T> body) throws Throwable {
    TransactionSynchronizationManager.bindResource(AtomicContext.class, this);
    try {
      return body.run();
    } finally {
      over = true;
      TransactionSynchronizationManager.unbindResource(AtomicContext.class);
    }
  }

  /** Drops the callbacks that the body has added if it throws. */
  <T> @Nullable T droppedOnFailure(Body<T> body) throws Throwable {
    int added = callbacks.size();
    try {
      return body.run();
    } catch (Throwable e) {
      callbacks.subList(added, callbacks.size()).clear();
      throw e;
    }
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public void afterCommit(Runnable callback) {
    AttemptContext.requireCallback(callback, definition);
    if (over) {
      throw new IllegalStateException(definition.name() + " is over; it takes no more callbacks.");
    }
    callbacks.add(callback);
  }

  @Override
  public <T extends @Nullable Object> T now(Supplier<T> writes) {
    return writes.get();
  }

  /** Each command has its result at once. */
  @Override
  protected Supplier<@Nullable Object> takeLastWrite(
      @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    return new Known(returned);
  }

  private record Known(@Nullable Object value) implements Supplier<@Nullable Object> {

    @Override
    public @Nullable Object get() {
      return value;
    }

    @Override
    public String toString() {
      return "known at once";
    }
  }
}
