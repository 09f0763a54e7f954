package dev.redisatomic.execution;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.command.Key;
import dev.redisatomic.contention.QueueMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs bodies as they are: once, on the application's own connections, with nothing guarded and
 * each write sent at once. For applications that have switched the library off. What bodies ask the
 * library for has an answer all the same; nobody listens to the calls.
 */
public final class PassThroughExecutor extends AtomicExecutor {

  /**
   * An executor.
   *
   * @param listeners hear of no call
   */
  public PassThroughExecutor(AtomicListeners listeners) {
    super(QueueMode.OFF, false, Duration.ZERO, listeners);
  }

  @Override
  public <T> @Nullable T execute(AtomicDefinition definition, List<Key> keys, Body<T> body)
      throws Throwable {
    if (AtomicContext.isActive()) {
      return undoneOnFailure(body);
    }
    PassThroughContext context = new PassThroughContext(definition);
    T result = context.run(body);
    context.callbacks().forEach(callback -> runCallback(definition, callback));
    return result;
  }

  /** Takes back the callbacks alone: what was written stays. */
  @Override
  public <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    PassThroughContext context = PassThroughContext.find();
    return context == null ? body.run() : context.droppedOnFailure(body);
  }
}
