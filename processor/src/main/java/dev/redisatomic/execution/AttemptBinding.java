package dev.redisatomic.execution;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.connection.AtomicConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An attempt on its thread: bound, or set aside while its call goes on, because what a database
 * transaction does after its commit or rollback is not part of the attempt.
 */
final class AttemptBinding {

  private static final Class<?> ASIDE = AttemptBinding.class;

  private final AttemptContext context;
  private final AtomicConnectionFactory factory;
  private @Nullable Object asideBefore;

  /** The context of another application, whose methods run as they are. */
  private @Nullable Object contextBefore;

  private boolean bound;
  private boolean aside;

  AttemptBinding(AttemptContext context, AtomicConnectionFactory factory) {
    this.context = context;
    this.factory = factory;
  }

  /** The attempt that is bound to this thread. */
  static @Nullable AttemptContext find() {
    return resource(AtomicContext.class);
  }

  /** The attempt that is set aside on this thread. */
  static @Nullable AttemptContext findAside() {
    return resource(ASIDE);
  }

  /** The attempt, bound or set aside, that a database transaction belongs to. */
  static @Nullable AttemptContext findOwner(TransactionStatus transaction) {
    AttemptContext current = find();
    if (current != null && current.database().owns(transaction)) {
      return current;
    }
    AttemptContext other = findAside();
    return other != null && other.database().owns(transaction) ? other : null;
  }

  private static @Nullable AttemptContext resource(Object key) {
    return TransactionSynchronizationManager.getResource(key) instanceof AttemptContext context
        ? context
        : null;
  }

  /** Makes templates on this thread use the attempt. */
  void bind() {
    if (bound) {
      return;
    }
    takeBack();
    factory.bind(context.currentAttempt().view());
    contextBefore = TransactionSynchronizationManager.unbindResourceIfPossible(AtomicContext.class);
    TransactionSynchronizationManager.bindResource(AtomicContext.class, context);
    bound = true;
  }

  /**
   * Runs a body, and refuses its result if it has unbound the attempt: its commands after that ran
   * at once and unguarded.
   */
  <T> @Nullable T kept(Body<T> body) throws Throwable {
    T result = body.run();
    if (bound && !factory.isBound()) {
      throw new InvalidDataAccessApiUsageException(
          context.definition().name()
              + " has unbound the connection of its attempt from the thread, so that templates no"
              + " longer used it; what was recorded before is not applied. Leave the binding of the"
              + " connection factory alone.");
    }
    return result;
  }

  void setAside() {
    unbind();
    if (!aside) {
      asideBefore = TransactionSynchronizationManager.unbindResourceIfPossible(ASIDE);
      TransactionSynchronizationManager.bindResource(ASIDE, context);
      aside = true;
    }
  }

  /** Leaves the thread as it was before. */
  void end() {
    unbind();
    takeBack();
  }

  private void unbind() {
    if (bound) {
      bound = false;
      TransactionSynchronizationManager.unbindResource(AtomicContext.class);
      if (contextBefore != null) {
        TransactionSynchronizationManager.bindResource(AtomicContext.class, contextBefore);
        contextBefore = null;
      }
      factory.unbind();
    }
  }

  private void takeBack() {
    if (aside) {
      aside = false;
      TransactionSynchronizationManager.unbindResource(ASIDE);
      if (asideBefore != null) {
        TransactionSynchronizationManager.bindResource(ASIDE, asideBefore);
      }
    }
  }
}
