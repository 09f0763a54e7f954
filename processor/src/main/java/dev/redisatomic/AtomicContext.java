package dev.redisatomic;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The atomic method that runs on the current thread.
 *
 * <pre>{@code
 * @RedisAtomic
 * public void place(@Watched("order:{}") String id) {
 *   // … reads and writes …
 *   AtomicContext.current().afterCommit(() -> mailer.confirm(id));   // once, whatever the retries
 * }
 * }</pre>
 *
 * <p>A context belongs to one attempt and one thread. Applications do not implement this class.
 */
public abstract class AtomicContext {

  /** Serves the library's own implementation. */
  protected AtomicContext() {}

  /**
   * Whether an atomic method is running on this thread.
   *
   * @return {@code true} inside a body, also with {@code redis.atomic.enabled=false}; {@code false}
   *     elsewhere, in {@link #afterCommit} callbacks, and on other threads that a body starts
   */
  public static boolean isActive() {
    return TransactionSynchronizationManager.hasResource(AtomicContext.class);
  }

  /**
   * The context of the attempt that runs on this thread.
   *
   * @return the context
   * @throws IllegalStateException if no atomic method is running on this thread
   */
  public static AtomicContext current() {
    if (TransactionSynchronizationManager.getResource(AtomicContext.class)
        instanceof AtomicContext context) {
      return context;
    }
    throw new IllegalStateException(
        "No atomic method is running on thread '"
            + Thread.currentThread().getName()
            + "'. Call this from the body of a @RedisAtomic method, on the thread that runs it and"
            + " through the Spring bean: a call within the same object (self-invocation) does not"
            + " pass its proxy.");
  }

  /**
   * The number of this attempt.
   *
   * @return 1 for the first run of the body, 2 after one conflict, and so on; with {@code
   *     redis.atomic.enabled=false} always 1
   */
  public abstract int attempt();

  /**
   * Runs something once, after the commit: sending mail, publishing an event, logging. Callbacks
   * run in the order in which they were added, on this thread, after the {@code EXEC} that
   * committed, with the connection given back and nothing bound to the thread; they may call atomic
   * methods. What a lost attempt or a rolled back nested call added is dropped with it.
   *
   * <p>With a database transaction of the method's own, callbacks run when both have committed. In
   * one that it has joined, they run before it is cleared away: what they do on the database needs
   * a new transaction.
   *
   * <p>A callback that throws does not hide the commit: the exception is logged and the next
   * callback runs.
   *
   * <p>With {@code redis.atomic.enabled=false} callbacks run when the outermost body has returned.
   *
   * @param callback what to do
   * @throws IllegalArgumentException if the callback is null
   * @throws IllegalStateException if this attempt is over
   */
  public abstract void afterCommit(Runnable callback);

  /**
   * Runs writes whose results are needed at once. Each is tried on a private copy of its keys, and
   * its true result is returned, as with {@link dev.redisatomic.annotation.Results#ALL}; it is sent
   * with the others when the method returns, and stores what was returned: the id of {@code XADD},
   * the members of {@code SPOP}. Costs one guarded round trip for each write.
   *
   * <pre>{@code
   * String job = AtomicContext.current().now(() -> redis.opsForSet().pop("jobs"));
   * }</pre>
   *
   * <p>With {@code redis.atomic.enabled=false} the supplier is called as it is.
   *
   * @param writes calls a template on this thread
   * @param <T> the type of the result
   * @return what the supplier returns
   * @throws ReadAfterWriteException if a write cannot be tried on a copy; nothing was sent, and
   *     what it would have written is not recorded
   * @throws org.springframework.dao.InvalidDataAccessApiUsageException if {@code
   *     redis.atomic.read-own-writes} is {@code false}
   * @throws IllegalStateException if this attempt is over
   */
  public abstract <T extends @Nullable Object> T now(Supplier<T> writes);

  /**
   * The result of the write that was made last in this attempt, for {@link Queued}.
   *
   * @param returned what the template returned for it
   * @param serializer for a reply of bytes; {@code null} if none was given
   * @return gives the result, as the template would have returned it; throws an {@link
   *     IllegalStateException} while it is not known
   * @throws IllegalStateException if there has been no write since the last time this was asked, or
   *     if its result cannot be had in this way
   */
  protected abstract Supplier<@Nullable Object> takeLastWrite(
      @Nullable Object returned, @Nullable RedisSerializer<?> serializer);
}
